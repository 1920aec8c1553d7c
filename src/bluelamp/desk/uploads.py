"""Uploads lie in memory, or in a file without a name: an original never stands unencrypted on a disk."""

from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from bluelamp.redaction import Limits
from bluelamp.redaction.footage.likeness import is_footage
from bluelamp.vault.files import nameless

LARGEST: Final = Limits().file_bytes


class Nameless(FileUploadHandler):
    """Keeps one request's files, as many bytes in all as footage may have; of what is larger only the size is kept."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._room: int = settings.BLUELAMP_FOOTAGE_BYTES
        self._size = 0
        self._content: IO[bytes] | None = None

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: ARG002, N803  Django's signature
        """Learn how much is coming."""
        self._size = content_length

    def new_file(self, *given: Any, **options: Any) -> None:
        """Begin another file."""
        super().new_file(*given, **options)
        self._content = nameless(self._size)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's signature
        """Take a piece in, as long as there is room."""
        assert self._content  # noqa: S101  a file was begun
        if self._room >= 0:
            self._room -= len(raw_data)
            self._content.write(raw_data)
        if self._room < 0:
            self._content.truncate(0)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file with its full size, empty where it was too large."""
        assert self._content  # noqa: S101  a file was begun
        self._content.seek(0)
        return UploadedFile(
            file=self._content,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """Let go of what came in."""
        if self._content:
            self._content.close()


def most_bytes(upload: "UploadedFile[Any]") -> int:
    """How large this upload may be: footage may be larger than a picture."""
    footage: int = settings.BLUELAMP_FOOTAGE_BYTES
    has_content = upload.size is not None and upload.size <= footage
    if has_content and not is_footage(Path(f"/proc/self/fd/{upload.fileno()}")):
        return LARGEST
    return footage
