"""What goes wrong in the web app, told in one shape: a page for people, one JSON envelope for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


class WebError(Exception):
    """A request that can't be answered. `message` says why and `hint` what to do, to the user as they stand."""

    def __init__(self, status: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.hint = status, message, hint


def envelope(status: int, message: str, hint: str = "") -> dict[str, Any]:
    """The JSON of every error: `{"error": {"status", "code", "message", "hint"}}`."""
    code = HTTPStatus(status).phrase.lower().replace(" ", "_").replace("-", "_")
    return {"error": {"status": status, "code": code, "message": message, "hint": hint}}


ENVELOPE: dict[str, Any] = {  # as the OpenAPI page describes it
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "code", "message", "hint"],
            "properties": {
                "status": {"type": "integer", "example": 404},
                "code": {"type": "string", "example": "not_found"},
                "message": {"type": "string", "description": "what is wrong"},
                "hint": {"type": "string", "description": "what to do about it; may be empty"},
            },
        }
    },
}
