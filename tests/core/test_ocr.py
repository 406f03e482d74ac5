"""The real recogniser on pages made on the spot. Skipped without the extra (`pip install .[ocr]`)."""

import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pylopdf_fonts_zh_cn
import pytest

from archiver import ocr
from archiver.catalogue.scans import TO_RECOGNISE
from archiver.extract import extract
from archiver.extract.source import Source
from archiver.model import State
from archiver.ocr.pictures import Picture
from archiver.recognition.asking import LIMITS, Look, PageRow, Read, Recogniser, Whole, read_with_rapidocr
from tests.core import extract_files
from tests.core.office import Office

pytest.importorskip("rapidocr")
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = sorted(Path(pylopdf_fonts_zh_cn.__file__).parent.glob("*.otf"))
PAPER = """云岭县人民政府办公室文件
云政办发〔2011〕28号
关于进一步加强机关档案工作的通知
各乡镇人民政府，县直各单位：
为贯彻落实全国档案工作会议精神，进一步规范我县机关
档案管理，提高服务水平，经县政府同意，现将有关事项
通知如下：
一、提高认识，加强领导。各单位要把档案工作列入重要
议事日程，明确1名分管领导和1名专职人员，配备必要
的库房和设备。2011年全县共接收档案12,680卷，其中永
久保管3,215卷，占25.4%。
二、完善制度，规范管理。严格执行《机关文件材料归档
范围和文书档案保管期限规定》（国家档案局令第8号），
做到应归尽归、应收尽收。
三、强化监督，确保安全。县档案局每半年检查一次，检
查结果纳入年度目标考核（联系电话：0871-6512345）。
云岭县人民政府办公室
二〇一一年十二月八日"""


def recall(found: str, known: str) -> float:
    """The order-sensitive recall of what search compares: the width of a bracket or a colon is nothing to it."""
    return extract_files.recall(*(unicodedata.normalize("NFKC", text) for text in (found, known)))


def drawn(text: str, size: int = 44, font: int = 0, width: int = 1654, height: int = 2339) -> Image.Image:
    """A page with that text: 44 points are 三号 of an A4 page at 200 dpi."""
    image = Image.new("L", (width, height), 255)
    letters = ImageFont.truetype(str(FONTS[font]), size)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(text.splitlines()):
        draw.text((width // 12, 120 + number * size * 1.7), line, 0, font=letters)
    return image


def photographed(page: Image.Image, seed: int = 7) -> Image.Image:
    """The page as a camera sees it: askew, on a table, unevenly lit, a little blurred, with noise."""
    rng = np.random.default_rng(seed)
    askew = page.rotate(1.8, Image.Resampling.BICUBIC, expand=True, fillcolor=120).filter(ImageFilter.GaussianBlur(1.1))
    points = np.asarray(askew, dtype=np.float64)
    light = np.linspace(1.0, 0.62, points.shape[1])[None, :] * np.linspace(0.95, 0.8, points.shape[0])[:, None]
    noisy = points * light + rng.normal(0, 9, points.shape)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).convert("RGB")


@pytest.fixture(scope="module")
def recogniser() -> Iterator[Recogniser]:
    with Recogniser() as recogniser:
        yield recogniser


def words_of(recogniser: Recogniser, path: Path, number: int = 1) -> str:
    answer = recogniser.extract(Read(path, number=number))
    assert not answer.failed, answer.failed
    whole = recogniser.extract(Whole(path, pages={number: answer.rows}, rules={"categories": []}))
    assert whole.understood is not None, whole.failed
    return whole.understood.extracted.text


@pytest.mark.parametrize(("font", "size"), [(0, 44), (1, 44), (1, 30)])
def test_a_scanned_page_is_read_nearly_without_a_mistake(
    recogniser: Recogniser, tmp_path: Path, font: int, size: int
) -> None:
    path = tmp_path / "扫描.pdf"
    drawn(PAPER, size, font).save(path, resolution=200)
    assert extract(path).reason.code in TO_RECOGNISE
    assert recall(words_of(recogniser, path), PAPER) >= 0.98


def test_a_photograph_of_a_page_is_read(recogniser: Recogniser, tmp_path: Path) -> None:
    photographed(drawn(PAPER)).save(tmp_path / "照片.jpg", quality=70)
    assert recall(words_of(recogniser, tmp_path / "照片.jpg"), PAPER) >= 0.95


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_turned(recogniser: Recogniser, tmp_path: Path, turned: int) -> None:
    text = "\n".join(PAPER.splitlines()[2:8])
    drawn(text, height=900).rotate(turned, expand=True).save(tmp_path / "a.png")
    assert recall(words_of(recogniser, tmp_path / "a.png"), text) >= 0.95


def test_a_photograph_is_turned_as_the_camera_noted(recogniser: Recogniser, tmp_path: Path) -> None:
    image = drawn("向上报送的材料", height=300)
    exif = image.getexif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter
    image.rotate(90, expand=True).save(tmp_path / "a.jpg", exif=exif)
    assert "向上报送的材料" in words_of(recogniser, tmp_path / "a.jpg")


def test_two_columns_are_read_one_after_the_other(recogniser: Recogniser, tmp_path: Path) -> None:
    page = Image.new("L", (1654, 800), 255)
    rows = [line for line in PAPER.splitlines() if len(line) > 18][:10]
    for left, own in ((0, rows[:5]), (800, rows[5:])):
        page.paste(drawn("\n".join(line[:18] for line in own), 36, width=800, height=700), (left, 0))
    page.save(tmp_path / "a.png")
    assert recall(words_of(recogniser, tmp_path / "a.png"), "".join(line[:18] for line in rows)) >= 0.95


@pytest.mark.parametrize("mark", ["机密★10年", "秘密★1年", "绝密★长期", "机密", "秘密 ★ 5年"])
@pytest.mark.parametrize("font", [0, 1])
def test_a_secrecy_mark_on_a_scan_is_seen_and_no_word_leaves_the_child(
    recogniser: Recogniser, tmp_path: Path, mark: str, font: int
) -> None:
    drawn(f"{mark}\n云岭县人民政府文件\n关于某项工作的通知", 44, font, height=500).save(tmp_path / "a.png")
    answer = recogniser.extract(Read(tmp_path / "a.png"))
    assert answer.mark and answer.mark[:2] == mark[:2]
    assert not answer.rows and not answer.digest


def test_every_page_of_a_tiff_is_a_page(recogniser: Recogniser, tmp_path: Path) -> None:
    pages = [drawn(f"第{number}号附件清单", height=300) for number in "一二三"]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    assert recogniser.extract(Source(tmp_path / "a.tif")).numbers == (1, 2, 3)
    assert "第二号附件清单" in words_of(recogniser, tmp_path / "a.tif", 2)
    digests = {recogniser.extract(Look(tmp_path / "a.tif", number=number)).digest for number in (1, 2, 3, 3)}
    assert len(digests) == 3


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16", "LA"])
def test_pictures_of_every_make_are_read(recogniser: Recogniser, tmp_path: Path, mode: str) -> None:
    image = drawn("档案工作总结", height=300)
    if mode in ("RGBA", "LA"):  # black on nothing, as programs export a signature or a slide
        image = Image.merge("LA", (Image.new("L", image.size, 0), image.point(lambda grey: 255 - grey))).convert(mode)
    elif mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    else:
        image = image.convert(mode)
    image.save(tmp_path / "a.tif")
    assert "档案工作总结" in words_of(recogniser, tmp_path / "a.tif")


def test_a_picture_that_unpacks_to_gigabytes_is_refused_with_a_sentence(recogniser: Recogniser, tmp_path: Path) -> None:
    Image.new("1", (40_000, 40_000)).save(tmp_path / "a.png")
    assert recogniser.extract(Source(tmp_path / "a.png")).failed.code == "extract.ocr_too_large"


@pytest.mark.parametrize("cut", [0.5, 0.02])
def test_a_picture_cut_short_costs_nothing_but_itself(recogniser: Recogniser, tmp_path: Path, cut: float) -> None:
    photographed(drawn(PAPER)).save(tmp_path / "a.jpg")
    whole = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: int(len(whole) * cut)])
    assert recogniser.extract(Read(tmp_path / "a.jpg")).failed.code == "extract.damaged"


def test_noise_and_blank_paper_give_no_words(recogniser: Recogniser, tmp_path: Path) -> None:
    Image.new("L", (1654, 2339), 250).save(tmp_path / "a.png")
    assert recogniser.extract(Read(tmp_path / "a.png")).rows == ()
    dots = random.Random(3).randbytes(400 * 400)
    Image.frombytes("L", (400, 400), dots).save(tmp_path / "b.png")
    assert "".join(row[0] for row in recogniser.extract(Read(tmp_path / "b.png")).rows).strip() == ""


def guarded(picture: Picture) -> Sequence[PageRow]:
    """The real reader in a process where whatever reaches for the network is an error."""
    sys.addaudithook(_refuse)
    before = _open_sockets()
    rows = read_with_rapidocr(picture)
    assert _open_sockets() == before, "a library opened a socket behind Python's back"
    assert "urllib3" not in sys.modules and not hasattr(sys.modules["requests"], "get")
    return rows


def _refuse(event: str, _: object) -> None:
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")):
        raise AssertionError(event)


def _open_sockets() -> list[str]:
    links = (str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink())
    return sorted(link for link in links if link.startswith("socket:"))


@pytest.mark.skipif(sys.platform != "linux", reason="counts the sockets in /proc")
def test_no_socket_is_opened_while_a_page_is_read(tmp_path: Path) -> None:
    drawn("本机识别，不上网", height=300).save(tmp_path / "a.png")
    with Recogniser(guarded) as recogniser:
        answer = recogniser.extract(Read(tmp_path / "a.png"))
    assert "本机识别" in "".join(row[0] for row in answer.rows), answer.failed


def test_models_that_are_missing_are_no_reason_to_fetch_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ocr.available()
    monkeypatch.setitem(ocr.MODELS, "Rec", "another.onnx")
    assert not ocr.available()


def test_memory_and_time_of_a_page_are_limited(tmp_path: Path) -> None:
    assert (LIMITS.seconds, LIMITS.memory_bytes) == (120.0, 3 * 1024**3)
    drawn(PAPER).save(tmp_path / "a.png")
    from archiver.extract.process import Limits

    with Recogniser(limits=Limits(seconds=0.5)) as recogniser:
        assert recogniser.extract(Read(tmp_path / "a.png")).failed.code == "extract.too_slow"


def test_an_office_finds_the_words_of_its_scans_and_pictures(office: Office) -> None:
    assert ocr.available()
    drawn(PAPER).save(office.folder / "通知.pdf", resolution=200)
    photographed(drawn("绝密★长期\n某项工作的安排", height=400)).save(office.folder / "照片.jpg")
    office.watch_folder()
    office.scan(expect=1)
    hit = office.only("永久保管3,215卷")
    assert (hit["title"], hit["state"]) == ("关于进一步加强机关档案工作的通知", State.SEARCHABLE)
    assert office.states()["照片.jpg"] == State.SECRET
