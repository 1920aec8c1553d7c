"""Why no custody image could be fetched, each as a sentence; a manual upload remains possible."""


class CustodyImagingError(Exception):
    """No image was fetched; the message is fit to show to an officer."""


class NotConnected(CustodyImagingError):
    """This force has connected no custody imaging system, or its address is not one that may be used."""


class ReferenceNotValid(CustodyImagingError):
    """The reference is not of the form that custody imaging systems use."""


class ImageNotFound(CustodyImagingError):
    """The system has no image of that reference."""


class CustodySystemUnavailable(CustodyImagingError):
    """The system could not be reached, or did not answer as it should."""
