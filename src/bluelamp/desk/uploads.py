"""Uploads stay in memory: an original never lies unencrypted in a temporary file."""

from io import BytesIO
from typing import Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from bluelamp.redaction import Limits

LARGEST: Final = Limits().file_bytes


class InMemory(FileUploadHandler):
    """Keeps one request's files, LARGEST bytes in all; of what is larger only the size is kept."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._room = LARGEST
        self._content = BytesIO()

    def new_file(self, *given: Any, **options: Any) -> None:
        """Begin another file."""
        super().new_file(*given, **options)
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's signature
        """Take a piece in, as long as there is room."""
        if self._room >= 0:
            self._room -= len(raw_data)
            self._content.write(raw_data)
        if self._room < 0:
            self._content = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file with its full size, empty where it was too large."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            file=self._content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
