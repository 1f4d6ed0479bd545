"""Pages of the kit itself: what went wrong, and the component page for builders."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from caunoi_kit.ui import samples
from caunoi_kit.ui.access import anyone, only

Error = tuple[str, str]

PROGRAMS = ("/api/v1/", "/api/eures/")  # addresses under which programs ask

# Status → what happened, what to do now.
ERRORS: dict[int, Error] = {
    HTTPStatus.BAD_REQUEST: (
        "Máy chủ không đọc được yêu cầu này",
        "Địa chỉ hoặc nội dung gửi lên có ký tự lạ. "
        "Anh/chị quay lại trang trước, kiểm tra những gì đã ghi rồi gửi lại.",
    ),
    HTTPStatus.FORBIDDEN: (
        "Tài khoản này không được mở trang này",
        "Trang này do người khác phụ trách. Nếu công việc của anh/chị cần trang này, "
        "nhờ người quản trị của trung tâm cấp quyền. Hoặc đăng nhập bằng tài khoản khác.",
    ),
    HTTPStatus.NOT_FOUND: (
        "Không có trang này",
        "Địa chỉ có thể ghi nhầm, tin đã hết hạn hoặc đã được gỡ. "
        "Anh/chị kiểm tra lại địa chỉ, hoặc tìm việc từ trang đầu.",
    ),
    HTTPStatus.CONFLICT: (
        "Lần gửi trước chưa xong",
        "Biểu mẫu này đang được lưu. Anh/chị chờ một lát rồi mở lại danh sách để xem kết quả; "
        "không cần gửi lần nữa.",
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        "Biểu mẫu này đã gửi rồi, nhưng nội dung lần này khác",
        "Để khỏi ghi đè nhầm, lần gửi này không được lưu. "
        "Anh/chị mở lại trang biểu mẫu, ghi nội dung mới rồi gửi.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Máy chủ gặp lỗi",
        "Lỗi đã được ghi lại để sửa, không phải do anh/chị. Anh/chị thử lại sau ít phút; "
        "nếu vẫn lỗi, gọi đường dây trợ giúp của trung tâm.",
    ),
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _for_program(request, HTTPStatus.BAD_REQUEST) or _error(HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. A refusal that has words of its own (`title` and `advice`) is told in them."""
    if (title := getattr(exception, "title", "")) and (advice := getattr(exception, "advice", "")):
        status = int(HTTPStatus.FORBIDDEN)
        return _page({"status": status, "title": title, "advice": advice}, request)
    return _error(HTTPStatus.FORBIDDEN, request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _for_program(request, HTTPStatus.NOT_FOUND) or _error(HTTPStatus.NOT_FOUND, request)


def sent_before(request: HttpRequest) -> HttpResponse:
    """409: the same form is being saved at this moment."""
    return _error(HTTPStatus.CONFLICT, request)


def sent_differently(request: HttpRequest) -> HttpResponse:
    """422: the form was sent before with other content, or carries no number of its own."""
    return _error(HTTPStatus.UNPROCESSABLE_ENTITY, request)


def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request: the menu asks the database, which may be what has failed.
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _for_program(request, status) or _error(status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose page stood open too long or came from another site."""
    context = {
        "status": int(HTTPStatus.FORBIDDEN),
        "title": "Trang đã mở quá lâu",
        "advice": "Để an toàn, biểu mẫu chưa được gửi. Anh/chị tải lại trang rồi gửi lại.",
    }
    return _page(context, None)


@require_safe
@only(anyone)
def components(request: HttpRequest) -> HttpResponse:
    """Every component with made-up content, for builders and for the accessibility check."""
    return render(request, "ui/components.html", samples.page(request.GET.get("trang", "2")))


def _for_program(request: HttpRequest, status: int) -> HttpResponse | None:
    """The same words as JSON when a program asked; None when a person did."""
    if not request.path.startswith(PROGRAMS):
        return None
    said = {"message": ". ".join(ERRORS[status]), "errors": []}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def _error(status: int, request: HttpRequest | None = None) -> HttpResponse:
    title, advice = ERRORS[status]
    return _page({"status": int(status), "title": title, "advice": advice}, request)


def _page(context: dict[str, Any], request: HttpRequest | None) -> HttpResponse:
    body = render_to_string("ui/error.html", context, request=request)
    return HttpResponse(body, status=context["status"])
