"""So many files are looked into at once in one process; who waits too long is told so, and nothing is kept."""

import threading

import pytest
from PIL import Image

from cases.storage import UploadRefused, check_upload, checking, room
from tests.cases.uploads import an_image, upload


def test_no_more_than_so_many_pictures_are_drawn_at_once(monkeypatch, settings):
    drawing, most, lock = 0, 0, threading.Lock()

    def counted(content: bytes, extension: str) -> bytes:
        nonlocal drawing, most
        with lock:
            drawing += 1
            most = max(most, drawing)
        threading.Event().wait(0.05)
        with lock:
            drawing -= 1
        return content

    monkeypatch.setattr(checking, "redrawn", counted)
    names = [f"{number}.jpg" for number in range(settings.UPLOAD_CHECKS_AT_ONCE * 4)]
    threads = [threading.Thread(target=check_upload, args=[upload(an_image(), name)]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == settings.UPLOAD_CHECKS_AT_ONCE


def test_who_waits_too_long_is_told_and_the_place_is_free_again(monkeypatch, settings):
    monkeypatch.setattr(room, "PATIENCE", 0.01)
    held = [room.room_to_look() for _ in range(settings.UPLOAD_CHECKS_AT_ONCE)]
    for place in held:
        place.__enter__()
    with pytest.raises(UploadRefused, match=r"Hệ thống đang bận .* hãy gửi lại sau ít phút"):
        check_upload(upload(an_image(), "a.jpg"))
    for place in held:
        place.__exit__(None, None, None)
    assert check_upload(upload(an_image(), "a.jpg")).name == "a.jpg"


def test_a_refused_file_gives_its_place_back(settings):
    for _ in range(settings.UPLOAD_CHECKS_AT_ONCE + 1):
        with pytest.raises(UploadRefused, match="bị hỏng"):
            check_upload(upload(an_image()[:300], "nua.jpg"))


def test_an_upright_picture_is_not_copied(monkeypatch):
    monkeypatch.setattr(Image.Image, "copy", lambda self: pytest.fail("a second copy of the picture"))
    for kind, name in (("JPEG", "a.jpg"), ("PNG", "a.png")):
        assert check_upload(upload(an_image(kind), name)).size
