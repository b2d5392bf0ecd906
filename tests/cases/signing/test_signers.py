"""What every holder of a key must do: a file on the server, and a signing service in a process of its own."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from cases.printing.compile import render
from cases.signing.boxes import LEADER, with_boxes
from cases.signing.checking import signatures_in
from cases.signing.embedding import complete, prepare
from cases.signing.pkcs12 import Pkcs12Signer
from cases.signing.remote import RemoteSigner
from cases.signing.signer import Signer, SigningFailed, WrongPin
from tests.cases.signing.keys import AT, key_file
from tests.cases.signing.service import PIN, TOKEN
from tests.house.layers import ROOT

Open = Callable[..., Signer]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a signing service over an RSA key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    file = key_file(tmp_path_factory.mktemp("service"), "Đỗ Hải Sơn", "UBND phường Cửa Nam", key=key)
    command = [sys.executable, "-m", "tests.cases.signing.service", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture(params=["pkcs12", "remote"])
def open_signer(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Open Sơn's key with a PIN; the right one is `PIN`."""
    if request.param == "pkcs12":
        file = key_file(tmp_path, "Đỗ Hải Sơn", "UBND phường Cửa Nam", passphrase=PIN)
        return lambda pin=PIN: Pkcs12Signer(file, pin)
    address = request.getfixturevalue("service")
    return lambda pin=PIN: RemoteSigner(address, TOKEN, "pin", pin)


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser() -> Iterator[None]:
    """A browser that an earlier test opened leaves its event loop running in the process; the signer wants its own."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


def a_paper() -> bytes:
    """A paper with the boxes of a result."""
    form = {"label": "", "title": "VĂN BẢN", "name": "Văn bản"}
    facts = {"form": form, "heading": {"above": [], "unit": ["ỦY BAN NHÂN DÂN"]}, "place_date": "", "code": "X"}
    return with_boxes(render("trang-ky", {**facts, "unit": "UBND", "timestamp": 1, "of": "Trang.", "check": ""}))


def test_a_paper_is_signed_by_whoever_holds_the_key(open_signer: Open) -> None:
    signer = open_signer()
    papers = [
        prepare(a_paper(), LEADER, signer.chain, at=AT, agency="UBND phường Cửa Nam", reason="Ký", is_last=True)
        for _ in range(2)
    ]
    signatures = signer.sign([one.digest for one in papers])
    for paper, signature in zip(papers, signatures, strict=True):
        (found,) = signatures_in(complete(paper, signature))
        assert (found.signer, found.at, found.whole) == ("Đỗ Hải Sơn", AT, True)


def test_a_wrong_pin_signs_nothing(open_signer: Open) -> None:
    with pytest.raises(WrongPin, match="không đúng"):
        open_signer("0000").sign([bytes(32)])


def test_nothing_is_signed_where_nothing_is_asked(open_signer: Open) -> None:
    assert open_signer().sign([]) == []


@pytest.mark.parametrize(
    ("credential", "token", "sentence"),
    [
        ("nobody", TOKEN, "từ chối: invalid_request"),
        ("plain", "stolen", "từ chối: invalid_token"),
        ("few", TOKEN, "trả lời không đúng"),
        ("never", TOKEN, "Chưa thấy bạn xác nhận"),
    ],
)
def test_what_the_service_does_not_sign_is_said_in_words(
    service: str, credential: str, token: str, sentence: str
) -> None:
    with pytest.raises(SigningFailed, match=sentence):
        RemoteSigner(service, token, credential, patience=0).sign([bytes(32)])


def test_a_signer_may_take_a_moment_to_confirm(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.signing.remote._PAUSE", 0)
    assert len(RemoteSigner(service, TOKEN, "slow").sign([bytes(32)])) == 1


def test_a_signature_over_something_else_is_not_put_in(service: str) -> None:
    signer = RemoteSigner(service, TOKEN, "wrong")
    paper = prepare(a_paper(), LEADER, signer.chain, at=AT, agency="UBND", reason="Ký", is_last=True)
    with pytest.raises(SigningFailed, match="không khớp"):
        complete(paper, signer.sign([paper.digest])[0])


def test_a_service_that_is_not_there_is_said_in_words() -> None:
    with pytest.raises(SigningFailed, match="không trả lời"):
        RemoteSigner("http://127.0.0.1:9", TOKEN, "plain")


@pytest.mark.parametrize("content", [b"", b"no key"])
def test_a_file_without_a_key_is_said_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key.p12"
    if content:
        file.write_bytes(content)
    with pytest.raises(SigningFailed):
        Pkcs12Signer(file, "")
