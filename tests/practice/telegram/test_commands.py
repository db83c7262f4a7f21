"""The menu of commands is kept for each scope and language."""

import pytest
from telegram import Bot, BotCommandScopeAllGroupChats, BotCommandScopeChat, BotCommandScopeChatAdministrators
from telegram.error import BadRequest

from practice.telegram.world import TelegramWorld
from tests.practice.telegram.conftest import AN, BINH, CHI


async def test_each_scope_and_language_has_its_own_menu(bot: Bot) -> None:
    await bot.set_my_commands([("huy", "Huỷ")])
    await bot.set_my_commands([("cancel", "Cancel")], language_code="en")
    await bot.set_my_commands([("duyet", "Duyệt")], scope=BotCommandScopeAllGroupChats())
    assert [command.command for command in await bot.get_my_commands()] == ["huy"]
    assert [command.command for command in await bot.get_my_commands(language_code="en")] == ["cancel"]
    in_groups = await bot.get_my_commands(scope=BotCommandScopeAllGroupChats())
    assert [command.description for command in in_groups] == ["Duyệt"]
    await bot.delete_my_commands(language_code="en")
    assert await bot.get_my_commands(language_code="en") == ()


async def test_a_person_is_offered_the_narrowest_menu_in_their_language(bot: Bot, world: TelegramWorld) -> None:
    group = world.add_group("Ban quản trị", [AN, BINH])["id"]
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("trogiup", "Trợ giúp")], language_code="vi")
    await bot.set_my_commands([("nhom", "Nhóm")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([("duyet", "Duyệt")], scope=BotCommandScopeChatAdministrators(group))
    await bot.set_my_commands([("rieng", "Riêng")], scope=BotCommandScopeChat(BINH))

    def offered(user: int, chat: int | None) -> str:
        return str(world.menu(user, chat=chat)[0]["command"])

    # An reads Vietnamese and made the group; Bình has no language and is a plain member.
    assert (offered(AN, None), offered(AN, group)) == ("trogiup", "duyet")
    assert (offered(BINH, None), offered(BINH, group)) == ("rieng", "nhom")
    assert offered(CHI, None) == "help"


@pytest.mark.parametrize(
    ("commands", "complaint"),
    [
        ([("Huỷ", "x")], "bot_command_invalid"),
        ([("a" * 33, "x")], "bot_command_invalid"),
        ([("huy", "")], "bot_command_description_invalid"),
        ([("huy", "x")] * 101, "bot_commands_too_much"),
    ],
)
async def test_menus_that_are_refused(bot: Bot, commands: list[tuple[str, str]], complaint: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.set_my_commands(commands)
