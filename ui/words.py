"""Numbers and times in words a clerk uses, for every part of the window."""

from PySide6.QtCore import QCoreApplication, QLocale

GROUPED = QLocale(QLocale.Language.English)


def language() -> str:
    """The language the window speaks, `zh` or `en`, as the core takes it; ui.app sets it at the start."""
    return "en" if QLocale().language() == QLocale.Language.English else "zh"


def number(count: int) -> str:
    """A count with its thousands grouped: 1,284."""
    return GROUPED.toString(count)


def duration(seconds: float) -> str:
    """About how long: 约 30 秒, 约 5 分钟, 约 2 小时."""
    if seconds < 60:
        return QCoreApplication.translate("words", "约 {n} 秒").format(n=max(1, round(seconds)))
    if seconds < 3600:
        return QCoreApplication.translate("words", "约 {n} 分钟").format(n=round(seconds / 60))
    return QCoreApplication.translate("words", "约 {n} 小时").format(n=round(seconds / 3600))
