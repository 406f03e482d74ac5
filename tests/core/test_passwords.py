"""Papers with a password: read once it is given, found afterwards, and the password is kept nowhere."""

import io
import threading
import zipfile
from base64 import b64encode
from collections.abc import Callable
from hashlib import pbkdf2_hmac, sha1
from pathlib import Path
from zlib import compressobj

import msoffcrypto
import pypdf
import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher

from archiver import ingest
from archiver.archive import Archive
from archiver.extract import EXTRACTOR_VERSION, extract
from archiver.extract.isolated import Extractor
from archiver.extract.source import Source
from archiver.model import Event, State
from tests.core.extract_files import SAMPLES, docx, paragraph
from tests.core.office import Office
from tests.waiting import PATIENCE

LOCKED = SAMPLES.parent / "locked"
PASSWORD = "档案密码2026"
WORDS = "（二）消防器材和电源"


def locked(plain: Path, path: Path, password: str = PASSWORD) -> Path:
    """The office file with a password, as Word has set it since 2010."""
    whole = io.BytesIO(plain.read_bytes())
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("docProps/filler.bin", bytes(8192))  # msoffcrypto-tool 6.1 locks no file below 4 KB rightly
    with path.open("wb") as out:
        msoffcrypto.OfficeFile(whole).encrypt(password, out)
    return path


def locked_pdf(path: Path, algorithm: str, password: str) -> Path:
    """The sample with a password of that kind."""
    writer = pypdf.PdfWriter(SAMPLES / "rules.pdf")
    writer.encrypt(password, algorithm=algorithm)
    writer.write(path)
    writer.close()
    return path


def old_odt(path: Path, text: str, password: str) -> Path:
    """As OpenOffice before version 3.4 locked its papers: Blowfish, with keys out of SHA-1."""
    content = f"<document><body><text><p>{text}</p></text></body></document>".encode()
    packer = compressobj(wbits=-15)
    packed = packer.compress(content) + packer.flush()
    salt, vector = bytes(range(16)), bytes(8)
    key = pbkdf2_hmac("sha1", sha1(password.encode()).digest(), salt, 1024, 16)
    cipher = Cipher(Blowfish(key), CFB(vector)).encryptor()
    checksum, salted = b64encode(sha1(packed[:1024]).digest()).decode(), b64encode(salt).decode()
    manifest = (
        f'<manifest><file-entry full-path="content.xml"><encryption-data checksum-type="SHA1/1K" checksum="{checksum}">'
        f'<algorithm algorithm-name="Blowfish CFB" initialisation-vector="{b64encode(vector).decode()}"/>'
        f'<key-derivation key-derivation-name="PBKDF2" iteration-count="1024" salt="{salted}"/>'
        "</encryption-data></file-entry></manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", cipher.update(packed))
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


MAKERS: dict[str, tuple[Callable[[Path], Path], str, str, str]] = {
    "docx": (lambda folder: locked(SAMPLES / "notice.docx", folder / "a.docx"), PASSWORD, "docx", WORDS),
    "xlsx": (lambda folder: locked(SAMPLES / "roster.xlsx", folder / "a.xlsx"), PASSWORD, "xlsx", "档案"),
    "pptx": (lambda folder: locked(SAMPLES / "training.pptx", folder / "a.pptx"), PASSWORD, "pptx", "档案"),
    "odt": (lambda _: LOCKED / "notice.odt", PASSWORD, "odt", WORDS),
    "old odt": (lambda folder: old_odt(folder / "a.odt", WORDS, PASSWORD), PASSWORD, "odt", WORDS),
    "doc": (lambda _: LOCKED / "notice.doc", "Wendu-2026", "doc", WORDS),
    "pdf of today": (lambda folder: locked_pdf(folder / "a.pdf", "AES-256", PASSWORD), PASSWORD, "pdf", "上午九时"),
    "pdf of old": (lambda folder: locked_pdf(folder / "a.pdf", "RC4-128", "Wendu-2026"), "Wendu-2026", "pdf", "上午九时"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_paper_is_read_with_its_password_and_with_no_other(name: str, tmp_path: Path) -> None:
    make, password, format, words = MAKERS[name]
    path = make(tmp_path)
    without, wrong, right = extract(path), extract(path, "不是这个"), extract(path, password)
    assert (without.state, without.text) == (State.ENCRYPTED, "")
    assert "密码" in without.reason.say() and without.reason.hint()
    assert (wrong.state, wrong.text, wrong.reason.code) == (State.ENCRYPTED, "", "extract.wrong_password")
    assert (right.state, right.format) == (State.SEARCHABLE, format)
    assert words in right.text


def test_a_workbook_only_guarded_against_changes_is_read_without_asking(tmp_path: Path) -> None:
    found = extract(locked(SAMPLES / "roster.xlsx", tmp_path / "a.xlsx", "VelvetSweatshop"))
    assert (found.state, found.text) == (State.SEARCHABLE, extract(SAMPLES / "roster.xlsx").text)


def test_a_lock_nobody_knows_says_so_and_is_no_wrong_password(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("encrypted-package", b"\1" * 500)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert extract(path).reason.code == "extract.password"
    assert extract(path, PASSWORD).reason.code == "extract.lock_unknown"


@pytest.mark.parametrize("name", ["docx", "odt", "doc"])
def test_a_locked_paper_that_is_damaged_too_ends_in_a_state(name: str, tmp_path: Path) -> None:
    make, password, _, _ = MAKERS[name]
    data = make(tmp_path).read_bytes()
    for cut in range(0, len(data), max(1, len(data) // 12)):
        (tmp_path / "b").write_bytes(data[:cut] + bytes(len(data) - cut))
        found = extract(tmp_path / "b", password)
        assert found.reason or found.state is State.SEARCHABLE


def test_a_source_never_shows_its_password_and_takes_it_to_the_reading_child() -> None:
    source = Source(LOCKED / "notice.doc", password="Wendu-2026")
    assert "Wendu" not in repr(source) + str(source)
    with Extractor() as extractor:
        assert extractor.extract(source).state is State.SEARCHABLE


# -- in the library -------------------------------------------------------------------------------------------------


@pytest.fixture
def locked_office(office: Office) -> Office:
    office.watch_folder()
    plain = docx(office.library.parent / "plain.docx", paragraph("关于干部考察工作的通知") + paragraph("考察组由五人组成。"))
    locked(plain, office.folder / "考察.docx")
    plain.unlink()
    office.scan(expect=1)
    assert office.states() == {"考察.docx": "encrypted"}
    return office


def retry(office: Office, password: str, monkeypatch: pytest.MonkeyPatch, *more: str | Path, expect: int = 0) -> dict[str, object]:
    """`retry … --password-stdin` with that password as its input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    return office.run("retry", *(more or (office.folder / "考察.docx",)), "--password-stdin", expect=expect)


def test_a_paper_opened_with_its_password_is_found_from_then_on(
    locked_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = retry(locked_office, "猜的", monkeypatch, expect=1)
    assert "密码不对" in str(wrong["attention"])
    assert locked_office.titles("考察组由五人组成") == []
    retry(locked_office, PASSWORD, monkeypatch)
    assert locked_office.states() == {"考察.docx": "searchable"}
    assert locked_office.titles("考察组由五人组成") == ["关于干部考察工作的通知"]


def test_what_a_password_opened_stays_when_nobody_knows_the_password_any_more(
    locked_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    retry(locked_office, PASSWORD, monkeypatch)
    locked_office.run("retry", locked_office.folder / "考察.docx")
    retry(locked_office, "猜的", monkeypatch)
    monkeypatch.setattr(ingest, "EXTRACTOR_VERSION", EXTRACTOR_VERSION + 1)
    locked_office.run("retry", locked_office.folder / "考察.docx")
    locked_office.scan()
    assert locked_office.states() == {"考察.docx": "searchable"}
    assert locked_office.titles("考察组由五人组成") == ["关于干部考察工作的通知"]


def test_a_new_version_of_an_opened_paper_asks_for_its_password_again(
    locked_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    retry(locked_office, PASSWORD, monkeypatch)
    locked(SAMPLES / "notice.docx", locked_office.folder / "考察.docx", "另一个密码")
    locked_office.scan(expect=1)
    assert locked_office.states() == {"考察.docx": "encrypted"}
    assert locked_office.titles("考察组由五人组成") == []


def test_a_password_opens_every_copy_of_the_paper(locked_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (locked_office.folder / "副本.docx").write_bytes((locked_office.folder / "考察.docx").read_bytes())
    locked_office.scan(expect=1)
    retry(locked_office, PASSWORD, monkeypatch)
    assert set(locked_office.states().values()) == {"searchable"}


def test_no_password_on_stdin_is_wrong_use(locked_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert retry(locked_office, "", monkeypatch, expect=2)["error"]


def test_a_marked_paper_behind_a_password_is_sealed_like_any_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.watch_folder()
    plain = docx(office.library.parent / "plain.docx", paragraph("机密★一年") + paragraph("绝不能入库的内容"))
    locked(plain, office.folder / "考察.docx")
    plain.unlink()
    office.scan(expect=1)
    retry(office, PASSWORD, monkeypatch, expect=1)
    assert office.states() == {"考察.docx": "secret"}
    assert_is_nowhere(office, "绝不能入库的内容")


def assert_is_nowhere(office: Office, words: str) -> None:
    """No byte of the library, of what was printed and of files left elsewhere holds the words."""
    kept = b"".join(file.read_bytes() for file in sorted(office.library.rglob("*")) if file.is_file())
    kept += office.stderr.encode()
    assert len(kept) > 10_000
    for codec in ("utf-8", "utf-16-le", "gb18030"):
        assert words.encode(codec) not in kept
    assert words.encode("unicode_escape") not in kept


@pytest.mark.reading_child
def test_the_password_is_nowhere_afterwards(locked_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for password in ("猜错的密码甲", PASSWORD):
        said = retry(locked_office, password, monkeypatch, expect=int(password != PASSWORD))
        assert password not in str(said)
        assert_is_nowhere(locked_office, password)


def test_the_keeper_of_the_window_opens_a_paper_and_writes_the_password_nowhere(locked_office: Office) -> None:
    opened = threading.Event()

    def hear(event: Event) -> None:
        if event.kind == "changed" and event.state is State.SEARCHABLE:
            opened.set()

    archive = Archive.open(locked_office.library)
    try:
        archive.keeper.start(hear)
        archive.keeper.retry([locked_office.folder / "考察.docx"], password=PASSWORD)
        assert opened.wait(PATIENCE)
    finally:
        archive.close()
    assert locked_office.titles("考察组由五人组成") == ["关于干部考察工作的通知"]
    assert_is_nowhere(locked_office, PASSWORD)


def test_a_locked_paper_in_a_zip_is_opened_where_it_lies(locked_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locked_office.folder / "考察.docx"
    with zipfile.ZipFile(locked_office.folder / "材料.zip", "w") as archive:
        archive.write(whole, "里面.docx")
    whole.unlink()
    locked_office.scan(expect=None)
    assert locked_office.states()["里面.docx"] == "encrypted"
    retry(locked_office, PASSWORD, monkeypatch, locked_office.folder / "材料.zip" / "里面.docx")
    assert locked_office.states()["里面.docx"] == "searchable"
    assert locked_office.titles("考察组由五人组成") == ["关于干部考察工作的通知"]
