"""config/roles.yaml: the roles, and the one table that says which role may do what."""

from collections.abc import Mapping

from pydantic import Field

from nhipcau.rules.kernel import Words
from nhipcau.settings.model import Model, Phrase
from nhipcau.settings.values import Key


class RoleItem(Model):
    """One role that a member of staff can hold."""

    key: Key = Field(description="Short name used below. / Mã dùng ở bảng bên dưới.", examples=["approver"])
    names: Phrase = Field(
        description="What people read. / Tên hiển thị.", examples=[{"vi": "Người duyệt", "en": "Approver"}]
    )


class ActionsTable(Model):
    """Who may do what: for each action the roles that may."""

    decide_review: list[str] = Field(
        min_length=1,
        description="Decide about a flagged allowance line. / Quyết định dòng phụ cấp chờ xem xét.",
        examples=[["approver"]],
    )
    check_month: list[str] = Field(
        min_length=1,
        description="Check a month before it is closed. / Kiểm tra kỳ trước khi chốt.",
        examples=[["accountant"]],
    )
    approve_month: list[str] = Field(
        min_length=1,
        description="Approve a month that another person checked. / Duyệt kỳ đã được người khác kiểm tra.",
        examples=[["approver"]],
    )
    close_month: list[str] = Field(
        min_length=1,
        description="Close a month that was approved. / Chốt kỳ đã được duyệt.",
        examples=[["accountant", "approver"]],
    )
    pay_month: list[str] = Field(
        min_length=1,
        description="Note that a closed month was paid. / Ghi nhận kỳ đã chốt là đã chi.",
        examples=[["accountant"]],
    )
    reopen_month: list[str] = Field(
        min_length=1,
        description="Open a closed month again; takes two people. / Mở lại kỳ đã chốt; cần hai người.",
        examples=[["accountant", "approver"]],
    )
    return_month: list[str] = Field(
        min_length=1,
        description="Send a checked or approved month back to draft. / Trả kỳ đã kiểm tra, đã duyệt về dự thảo.",
        examples=[["accountant", "approver"]],
    )
    set_pay_day: list[str] = Field(
        min_length=1,
        description="Give a drafted month another day of payment. / Đổi ngày chi của kỳ dự thảo.",
        examples=[["accountant"]],
    )
    propose_bonus: list[str] = Field(
        min_length=1,
        description="Type a bonus for a verified hotspot. / Đề nghị thưởng tin điểm nóng đã xác minh.",
        examples=[["coordinator", "approver"]],
    )
    agree_bonus: list[str] = Field(
        min_length=1,
        description="Agree to a bonus that another person typed. / Đồng ý mức thưởng do người khác đề nghị.",
        examples=[["approver"]],
    )
    bind_group: list[str] = Field(
        min_length=1,
        description="Make a chat group the admin group. / Gắn một nhóm chat làm nhóm quản trị.",
        examples=[["coordinator"]],
    )
    decide_slot: list[str] = Field(
        min_length=1,
        description="Say what becomes of a late slot. / Quyết định việc bị trễ.",
        examples=[["coordinator"]],
    )
    amend_campaign: list[str] = Field(
        min_length=1,
        description="Set a campaign's days, audience, owners. / Đổi ngày, đối tượng, người làm của chiến dịch.",
        examples=[["coordinator"]],
    )
    answer_people: list[str] = Field(
        min_length=1,
        description="Answer what collaborators ask. / Trả lời câu hỏi, việc khẩn của cộng tác viên.",
        examples=[["coordinator", "adviser"]],
    )
    review_checkins: list[str] = Field(
        min_length=1,
        description="Approve, return, excuse check-ins. / Xem, duyệt, trả lại, miễn báo cáo.",
        examples=[["coordinator"]],
    )
    nudge: list[str] = Field(
        min_length=1,
        description="Nudge those who have not answered. / Nhắc người chưa gửi.",
        examples=[["coordinator"]],
    )
    write_people: list[str] = Field(
        min_length=1,
        description="Write to one person or to many, and take it back. / Gửi tin cho một hay nhiều người, thu hồi tin.",
        examples=[["coordinator"]],
    )
    import_roster: list[str] = Field(
        min_length=1,
        description="Bring in the list of collaborators. / Nhập danh sách cộng tác viên.",
        examples=[["coordinator", "data_officer"]],
    )
    set_leave: list[str] = Field(
        min_length=1,
        description="Enter somebody's leave. / Ghi nghỉ phép cho người khác.",
        examples=[["coordinator"]],
    )
    excuse: list[str] = Field(
        min_length=1,
        description="Excuse somebody from a round. / Miễn báo cáo một kỳ cho người khác.",
        examples=[["coordinator"]],
    )

    def rows(self) -> dict[str, list[str]]:
        return {action: getattr(self, action) for action in type(self).model_fields}


class RolesFile(Model):
    """Roles and what they may do."""

    roles: list[RoleItem] = Field(
        min_length=1,
        description="The roles. / Các vai trò.",
        examples=[[{"key": "approver", "names": {"vi": "Người duyệt"}}]],
    )
    actions: ActionsTable = Field(
        description="For each action the roles that may do it. / Mỗi việc: những vai trò được làm.",
        examples=[{action: ["approver"] for action in ActionsTable.model_fields}],
    )

    def role_names(self) -> dict[str, Words]:
        return {role.key: role.names.words() for role in self.roles}

    def permissions(self) -> Mapping[str, frozenset[str]]:
        return {action: frozenset(roles) for action, roles in self.actions.rows().items()}
