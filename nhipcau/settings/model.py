"""What all models of config files share: strictness, their place in the file, words in two languages, audiences."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, PrivateAttr, StringConstraints
from pydantic import model_validator as validator

from nhipcau.rules.kernel import Words
from nhipcau.rules.roster import Audience
from nhipcau.settings.faults import Place, Step
from nhipcau.settings.reading import Mapped


class Model(BaseModel):
    """A mapping of a config file. Unknown keys and values of another type are refused, never bent into shape."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    _place: Place | None = PrivateAttr(default=None)

    @validator(mode="wrap")
    @classmethod
    def _remember_place(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(data)
        if isinstance(data, Mapped):
            made._place = data.place
        return made

    def spot(self, *steps: Step) -> Place:
        """The place of something inside, for telling what is wrong with it."""
        return (self._place or Place("")).at(*steps)


Button = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]

_VI = "In Vietnamese. / Bằng tiếng Việt."
_EN = "In English; if left out, the Vietnamese. / Bằng tiếng Anh; bỏ trống thì dùng tiếng Việt."


class Spoken(Model):
    """One text in each language."""

    vi: str
    en: str | None

    def words(self) -> Words:
        return {"vi": self.vi} | ({"en": self.en} if self.en else {})


class Label(Spoken):
    """The words of a button: a phone shows no more than about forty characters."""

    vi: Button = Field(description=_VI, examples=["Tuần này chưa có"])
    en: Button | None = Field(default=None, description=_EN, examples=["None this week"])


class Phrase(Spoken):
    """A name or a title."""

    vi: Short = Field(description=_VI, examples=["Báo cáo tuần"])
    en: Short | None = Field(default=None, description=_EN, examples=["Weekly check-in"])


class Passage(Spoken):
    """A question or a few sentences."""

    vi: Long = Field(description=_VI, examples=["Cảm ơn anh/chị!"])
    en: Long | None = Field(default=None, description=_EN, examples=["Thank you!"])


class AudienceItem(Model):
    """Whom something is for. What is left out means all."""

    levels: list[str] = Field(
        default=[],
        min_length=1,
        description="Levels from network.yaml; none means all. / Các cấp trong network.yaml; bỏ trống là mọi cấp.",
        examples=[["national", "provincial"]],
    )
    units: list[str] = Field(
        default=[],
        min_length=1,
        description="Units from units.yaml; none means all. / Các đơn vị trong units.yaml; bỏ trống là mọi đơn vị.",
        examples=[["cd_xay_dung"]],
    )
    roles: list[str] = Field(
        default=[],
        min_length=1,
        description="Only who holds one of these roles in their unit. / Chỉ người giữ một trong các vai trò này.",
        examples=[["unit_lead"]],
    )

    def audience(self) -> Audience:
        return Audience(frozenset(self.levels), frozenset(self.units), frozenset(self.roles))
