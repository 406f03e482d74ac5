"""Everything the window can do by menu or key, in one place."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons


class Commands(QObject):
    """The actions; the window connects them. Shortcuts are those people know from other programs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._icons: dict[QAction, str] = {}
        self.add_files = self._make("file-add", self.tr("添加文件…"), "Ctrl+O")
        self.add_folder = self._make("folder-add", self.tr("添加监视的文件夹…"))
        self.paste = self._make("copy", self.tr("粘贴文件"), QKeySequence.StandardKey.Paste)
        self.rescan = self._make("rescan", self.tr("重新扫描"), "F5")
        self.pause = self._make("pause", self.tr("暂停读取"))
        self.close = self._make("close", self.tr("关闭窗口"), "Ctrl+W")
        self.quit = self._make("quit", self.tr("退出"), "Ctrl+Q")
        self.undo = self._make("undo", self.tr("撤销"), QKeySequence.StandardKey.Undo)
        self.select_all = self._make("check", self.tr("全选结果"), QKeySequence.StandardKey.SelectAll)
        self.find = self._make("search", self.tr("查找"), "Ctrl+F", "Ctrl+L")
        self.next_hit = self._make("chevron-down", self.tr("下一处"), "F3")
        self.previous_hit = self._make("chevron-up", self.tr("上一处"), "Shift+F3")
        self.copy_plain = self._make("copy", self.tr("复制文字（不带出处）"), "Ctrl+Shift+C")
        self.export = self._make("file-add", self.tr("导出结果…"), "Ctrl+Shift+E")
        self.open = self._make("file", self.tr("阅读"))
        self.open_original = self._make("open", self.tr("打开原文件"), "Ctrl+Return")
        self.show_in_folder = self._make("folder", self.tr("打开所在文件夹"))
        self.copy_path = self._make("copy", self.tr("复制路径"))
        self.add_category = self._make("plus", self.tr("新建类别…"), "Ctrl+Shift+N")
        self.rename_category = self._make("rename", self.tr("重命名类别"), "F2")
        self.edit_rules = self._make("tag", self.tr("编辑类别规则…"), "Ctrl+Shift+R")
        self.accept = self._make("check", self.tr("归入全部建议…"), "Ctrl+Shift+A")
        self.attention = self._make("attention", self.tr("需要处理的文件"))
        self.doubles = self._make("copy", self.tr("重复与相近的资料"), "Ctrl+Shift+D")
        self.settings = self._make("settings", self.tr("设置…"), "Ctrl+,")
        self.help = self._make("help", self.tr("使用帮助"), "F1")
        self.about = self._make("info", self.tr("关于文牍"))
        self.menu = self._make("more", self.tr("菜单"), "F10")
        window.addActions(list(self._icons))

    def fill(self, menu: QMenu) -> None:
        """The menu with everything."""
        menu.aboutToShow.connect(self.dress)
        parts = (
            (self.add_files, self.add_folder, self.paste),
            (self.undo, self.select_all, self.find, self.next_hit, self.previous_hit),
            (self.copy_plain, self.export),
            (self.accept, self.add_category, self.rename_category, self.edit_rules),
            (self.attention, self.doubles, self.rescan, self.pause),
            (self.settings, self.help, self.about),
            (self.close, self.quit),
        )
        for part in parts:
            menu.addActions(list(part))
            menu.addSeparator()

    def name_undo(self, what: str) -> None:
        """Say in the menu what Ctrl+Z would take back; "" for nothing."""
        self.undo.setText(self.tr("撤销：{what}").format(what=what) if what else self.tr("撤销"))
        self.undo.setEnabled(bool(what))

    def name_pause(self, *, paused: bool) -> None:
        """Say in the menu whether the reading would rest or go on."""
        self.pause.setText(self.tr("继续读取") if paused else self.tr("暂停读取"))
        self._icons[self.pause] = "play" if paused else "pause"

    def dress(self) -> None:
        """Icons in the colours in force; asked for by menus that open, as drawing all takes longer than the window."""
        for action, name in self._icons.items():
            action.setIcon(icons.icon(name))

    def _make(self, icon: str, text: str, *keys: str | QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        self._icons[action] = icon
        return action
