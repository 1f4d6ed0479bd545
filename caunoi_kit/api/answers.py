"""What programs are told when something is refused: one shape, in words."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from caunoi_kit.api.faults import fault


class Place(BaseModel):
    """Something wrong at one place of a request."""

    at: str = Field(description="Where: «query.page», «body.lines.0.quantity».")
    code: str = Field(default="", description="Which kind of fault: «missing», «too_long».")
    message: str = Field(description="What is wrong there, in Vietnamese.")


class Problem(BaseModel):
    """Why a request was refused and what to do now, in Vietnamese."""

    message: str
    errors: list[Place] = []


WORDS: Final[Mapping[int, str]] = {
    HTTPStatus.BAD_REQUEST: "Nội dung gửi lên không phải JSON đọc được. Kiểm tra rồi gửi lại.",
    HTTPStatus.UNAUTHORIZED: "Thiếu khoá, hoặc khoá đã hết hạn hay đã thu hồi. "
    "Gửi khoá trong Authorization: Bearer. Cần khoá mới thì hỏi quản trị của trung tâm.",
    HTTPStatus.FORBIDDEN: "Khoá này không được làm việc này. "
    "Hỏi quản trị của trung tâm để có khoá đúng việc.",
    HTTPStatus.NOT_FOUND: "Không có gì ở địa chỉ này. Kiểm tra lại mã trong địa chỉ.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Địa chỉ này không nhận cách gọi này. Xem Allow.",
    HTTPStatus.CONFLICT: "Lần gửi trước với số này chưa xong. Chờ vài giây rồi gửi lại y nguyên.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Chỉ nhận Content-Type: application/json.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Có chỗ chưa đúng mẫu. Sửa những chỗ trong errors.",
    HTTPStatus.TOO_MANY_REQUESTS: "Gọi nhanh quá mức cho phép. Chờ số giây ghi ở Retry-After.",
}
SENT_DIFFERENTLY: Final = (
    "Số Idempotency-Key này đã dùng cho nội dung khác. Chưa lưu gì. "
    "Gửi nội dung mới với một số mới."
)

_READS: Final = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY,
                 HTTPStatus.TOO_MANY_REQUESTS)  # fmt: skip
_SENDS: Final = (*_READS, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT,
                 HTTPStatus.UNSUPPORTED_MEDIA_TYPE)  # fmt: skip

Responses = dict[Any, Any]


def reading(answer: Any, *, may_miss: bool = False) -> Responses:
    """The declared answers of something anybody may read."""
    missing = (HTTPStatus.NOT_FOUND,) if may_miss else ()
    return {200: answer, **{int(status): Problem for status in (*_READS, *missing)}}


def sending(answer: Any, *, may_miss: bool = False) -> Responses:
    """The declared answers of something done with a key."""
    missing = (HTTPStatus.NOT_FOUND,) if may_miss else ()
    return {200: answer, **{int(status): Problem for status in (*_SENDS, *missing)}}


def problem(status: int, message: str = "", errors: list[dict[str, str]] | None = None) -> Any:
    """A refusal as every program gets it."""
    words = message or WORDS[status]
    return JsonResponse(
        {"message": words, "errors": errors or []},
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )


def say_problems(api: NinjaAPI) -> None:
    """Let an API refuse in our words. What nobody expected still reaches the log."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, errors=[*map(fault, error.errors)])

    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = problem(HTTPStatus.UNAUTHORIZED)
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        # Ninja's own words are English: of a body that is no JSON.
        said = "" if error.status_code == HTTPStatus.BAD_REQUEST else str(error)
        return problem(error.status_code, said)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(HTTPStatus.NOT_FOUND)
