"""Parts of a file as a player asks for them: one range of bytes (RFC 9110, section 14)."""

import os
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import IO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 1 << 18


def part(
    request: HttpRequest, file: IO[bytes], *, media_type: str, headers: Mapping[str, str]
) -> HttpResponseBase:
    """The range that is asked for, else the whole; 416 where the range lies outside the file.

    A range of a version other than the one that `headers` tag (If-Range) is the whole. The file is
    read on after this returns, through a descriptor of the answer's own.
    """
    size = os.fstat(file.fileno()).st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.headers.get("If-Range", headers.get("ETag")) != headers.get("ETag"):
        asked = None
    start, end = _bounds(asked, size) if asked else (0, size)
    answer = {**headers, "Accept-Ranges": "bytes"}
    if start >= end:
        answer["Content-Range"] = f"bytes */{size}"
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=answer)
    answer["Content-Length"] = str(end - start)
    status = HTTPStatus.OK
    if asked:
        answer["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        status = HTTPStatus.PARTIAL_CONTENT
    pieces = _Pieces(os.dup(file.fileno()), start, end)
    return StreamingHttpResponse(pieces, status=status, content_type=media_type, headers=answer)


def _bounds(asked: re.Match[str], size: int) -> tuple[int, int]:
    """From the first byte up to the byte after the last; empty where nothing is left."""
    first, last = asked[1], asked[2]
    if first:
        return int(first), min(int(last) + 1, size) if last else size
    return (max(0, size - int(last)), size) if last else (0, 0)


class _Pieces:
    """The bytes of a range, a piece at a time; the descriptor is closed with the answer."""

    def __init__(self, descriptor: int, start: int, end: int) -> None:
        self._descriptor, self._start, self._end = descriptor, start, end

    def __iter__(self) -> Iterator[bytes]:
        at = self._start
        while at < self._end:
            piece = os.pread(self._descriptor, min(_PIECE, self._end - at), at)
            if not piece:
                return
            at += len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
