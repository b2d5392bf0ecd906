"""Why a file is not taken."""


class UploadRefused(Exception):
    """The sentence is for people: it names the file, says what is wrong and how to mend it."""


class Busy(UploadRefused):
    """Nothing is wrong with the file: nobody has time to look at it now."""


class TooMuchWaits(UploadRefused):
    """The account has sent so much that waits for its forms that no more is taken now."""


class ContentRefused(Exception):
    """What is wrong with a content, without the name of the file: "bị hỏng … Hãy …"."""
