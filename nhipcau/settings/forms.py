"""config/forms/*.yaml: what is asked. The file's name is the form's key."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from nhipcau.rules.fields import Answer, Condition, FieldKind, Option
from nhipcau.rules.fields import Field as FormField
from nhipcau.rules.forms import Form
from nhipcau.settings.model import Label, Model, Passage, Phrase
from nhipcau.settings.values import ButtonKey, Whole, member_of, words_schema

YES_NO = {"yes": True, "no": False}


class OptionItem(Model):
    """One answer of a choice."""

    key: ButtonKey = Field(description="Its own short name. / Mã riêng.", examples=["many"])
    label: Label = Field(
        description="The words on the button. / Chữ trên nút bấm.", examples=[{"vi": "Nhiều việc", "en": "A lot"}]
    )


class ConditionItem(Model):
    """When a field is asked."""

    field: str = Field(description="An earlier field of this form. / Một câu hỏi đứng trước.", examples=["active"])
    equals: str | int = Field(
        union_mode="left_to_right",
        description='The answer that leads here; for yes_no "yes" or "no". / '
        'Câu trả lời dẫn tới đây; với yes_no thì ghi "yes" hoặc "no".',
        examples=["no"],
    )


class FieldItem(Model):
    """One question."""

    key: ButtonKey = Field(description="Its own short name. / Mã riêng.", examples=["items"])
    kind: Annotated[FieldKind, BeforeValidator(member_of(FieldKind)), words_schema(k.value for k in FieldKind)] = Field(
        description="What kind of answer. / Loại câu trả lời.", examples=["links"]
    )
    ask: Passage = Field(
        description="The question as it is asked. / Câu hỏi.", examples=[{"vi": "Tuần này anh/chị có tin, bài nào?"}]
    )
    label: Phrase = Field(
        description="Its short name in the review and in sheets. / Tên ngắn khi xem lại và trên bảng tính.",
        examples=[{"vi": "Tin, bài", "en": "News items"}],
    )
    required: bool = Field(
        default=True, description="Whether it must be answered. / Có bắt buộc trả lời không.", examples=[False]
    )
    options: list[OptionItem] = Field(
        default=[],
        description="The answers of a choice or of several. / Các lựa chọn.",
        examples=[[{"key": "many", "label": {"vi": "Nhiều việc"}}]],
    )
    least: Whole = Field(default=0, ge=0, le=1_000_000_000, description="Smallest number. / Số nhỏ nhất.", examples=[1])
    most: Whole = Field(
        default=1000,
        ge=1,
        le=1_000_000_000,
        description="Largest number; most links, photos, files; longest text. / "
        "Số lớn nhất; nhiều nhất mấy đường dẫn, ảnh, tệp; độ dài tối đa.",
        examples=[31],
    )
    quick: list[int] = Field(
        default=[], description="Numbers offered as buttons. / Các số có sẵn trên nút.", examples=[[1, 2, 3, 5]]
    )
    skip_label: Label | None = Field(
        default=None,
        description="Words of the button that skips it. / Chữ trên nút bỏ qua.",
        examples=[{"vi": "Tuần này chưa có", "en": "None this week"}],
    )
    example: Passage | None = Field(
        default=None,
        description="An example answer, shown when one was not understood. / Ví dụ câu trả lời, hiện khi chưa hiểu.",
        examples=[{"vi": "https://example.org/bai-viet"}],
    )
    only_if: ConditionItem | None = Field(
        default=None,
        description="Ask only after this answer. / Chỉ hỏi khi đã trả lời như thế này.",
        examples=[{"field": "active", "equals": "no"}],
    )

    def answer(self, written: str | int) -> Answer:
        """An answer to this field as conditions write it."""
        return YES_NO.get(str(written), written) if self.kind is FieldKind.YES_NO else written

    def field(self, condition: Condition | None) -> FormField:
        return FormField(
            key=self.key,
            kind=self.kind,
            ask=self.ask.words(),
            label=self.label.words(),
            required=self.required,
            options=tuple(Option(option.key, option.label.words()) for option in self.options),
            least=self.least,
            most=self.most,
            quick=tuple(self.quick),
            skip_label=self.skip_label.words() if self.skip_label else {},
            example=self.example.words() if self.example else {},
            only_if=condition,
        )


class FormFile(Model):
    """One form."""

    title: Phrase = Field(
        description="Its title. / Tên biểu mẫu.", examples=[{"vi": "Báo cáo tuần", "en": "Weekly check-in"}]
    )
    fields: list[FieldItem] = Field(
        min_length=1,
        description="The questions, in the order in which they are asked. / Các câu hỏi, theo thứ tự hỏi.",
        examples=[[{"key": "note", "kind": "text", "ask": {"vi": "Có gì cần nhắn?"}, "label": {"vi": "Lời nhắn"}}]],
    )
    thanks: Passage = Field(
        description="What is said when it was sent. / Lời cảm ơn khi đã gửi.", examples=[{"vi": "Cảm ơn anh/chị!"}]
    )

    def form(self, key: str) -> Form:
        return Form(
            key=key,
            title=self.title.words(),
            fields=tuple(item.field(self._condition(item)) for item in self.fields),
            thanks=self.thanks.words(),
        )

    def _condition(self, item: FieldItem) -> Condition | None:
        if item.only_if is None:
            return None
        asked = next(other for other in self.fields if other.key == item.only_if.field)
        return Condition(asked.key, asked.answer(item.only_if.equals))
