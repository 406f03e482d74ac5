<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>关于文牍</source>
        <translation>About Wendu</translation>
    </message>
    <message>
        <source>使用了以下开放软件，各按其许可证：</source>
        <translation>It stands on this open software, each under its licence:</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>版本 {version} · Qt {qt}</source>
        <translation>Version {version} · Qt {qt}</translation>
    </message>
    <message>
        <source>文牍</source>
        <translation>Wendu</translation>
    </message>
    <message>
        <source>离线的办公资料档案管理。不连网，不上传任何内容。</source>
        <translation>An offline archive for the papers of an office. Nothing ever leaves this computer.</translation>
    </message>
    <message>
        <source>MIT 许可证</source>
        <translation>MIT licence</translation>
    </message>
</context>
<context>
    <name>ActivityBar</name>
    <message>
        <source>{n} 个文件需要处理 ›</source>
        <translation>{n} files need attention ›</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>已暂停 {n} / {m}</source>
        <translation>Paused at {n} / {m}</translation>
    </message>
    <message>
        <source>正在识别扫描件 {n} / {m} 页</source>
        <translation>Recognising scans: page {n} / {m}</translation>
    </message>
    <message>
        <source>正在读取 {n} / {m}</source>
        <translation>Reading {n} / {m}</translation>
    </message>
    <message>
        <source>每秒 {n} 个</source>
        <translation>{n} a second</translation>
    </message>
    <message>
        <source>另一个文牍程序正在读取新文件</source>
        <translation>Another Wendu program is reading the new files</translation>
    </message>
    <message>
        <source>已暂停</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>{n} 个文件夹未连接</source>
        <translation>{n} folders away</translation>
    </message>
    <message>
        <source>读取新文件的程序已停止，请重新打开文牍</source>
        <translation>Reading of new files has stopped; please open Wendu again</translation>
    </message>
    <message>
        <source>已可检索 {n} 篇</source>
        <translation>{n} papers searchable</translation>
    </message>
</context>
<context>
    <name>Alike</name>
    <message>
        <source>相近资料</source>
        <translation>Similar papers</translation>
    </message>
    <message>
        <source>往年同类</source>
        <translation>Other years</translation>
    </message>
    <message>
        <source>{n} 份相同</source>
        <translation>{n} identical</translation>
    </message>
    <message>
        <source>{n} 份文字相同</source>
        <translation>{n} with the same text</translation>
    </message>
    <message>
        <source>{n} 份相近</source>
        <translation>{n} nearly the same</translation>
    </message>
    <message>
        <source>{n} 份不同稿</source>
        <translation>{n} other drafts</translation>
    </message>
    <message>
        <source>{n} 份有包含关系</source>
        <translation>{n} holding or held by it</translation>
    </message>
    <message>
        <source>年度不详</source>
        <translation>year unknown</translation>
    </message>
    <message>
        <source>{years}（{n} 篇）</source>
        <translation>{years} ({n})</translation>
    </message>
    <message>
        <source>有更新的一稿</source>
        <translation>a newer version exists</translation>
    </message>
</context>
<context>
    <name>Answering</name>
    <message>
        <source>已接回“{title}”，类别和更正都在</source>
        <translation>“{title}” has its file again, with category and corrections</translation>
    </message>
    <message>
        <source>已记下不是同一份，不再询问</source>
        <translation>Noted that they are two papers; you won&apos;t be asked again</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>添加文件到档案（原文件不会移动）</source>
        <translation>Add files to the archive (originals stay where they are)</translation>
    </message>
    <message>
        <source>选择要监视的文件夹（其中的文件不会移动或修改）</source>
        <translation>Choose a folder to watch (its files are never moved or changed)</translation>
    </message>
    <message>
        <source>没有把握足够的建议</source>
        <translation>No suggestion is sure enough</translation>
    </message>
    <message>
        <source>新建类别</source>
        <translation>New category</translation>
    </message>
    <message>
        <source>下级类别的名称</source>
        <translation>Name of the category below</translation>
    </message>
    <message>
        <source>类别的名称</source>
        <translation>Name of the category</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>不再监视</source>
        <translation>Stop watching</translation>
    </message>
    <message>
        <source>不再监视“{name}”？</source>
        <translation>Stop watching “{name}”?</translation>
    </message>
    <message>
        <source>文件夹里的文件不会动。已归类或改正过的资料仍可查找，其余不再列出。</source>
        <translation>The files in it stay as they are. Papers that were filed or corrected are still found; the others are no longer listed.</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
</context>
<context>
    <name>Body</name>
    <message>
        <source>返回结果</source>
        <translation>Back to results</translation>
    </message>
    <message>
        <source>返回结果（Esc）</source>
        <translation>Back to results (Esc)</translation>
    </message>
</context>
<context>
    <name>ChipLine</name>
    <message>
        <source>更多 ▾</source>
        <translation>More ▾</translation>
    </message>
</context>
<context>
    <name>Chosen</name>
    <message>
        <source>不选这个文件夹</source>
        <translation>Leave this folder out</translation>
    </message>
    <message>
        <source>不选 {path}</source>
        <translation>Leave out {path}</translation>
    </message>
</context>
<context>
    <name>ChosenPapers</name>
    <message>
        <source>待分类</source>
        <translation>Unfiled</translation>
    </message>
    <message>
        <source>正在归入…</source>
        <translation>Filing…</translation>
    </message>
    <message>
        <source>正在复制路径…</source>
        <translation>Copying paths…</translation>
    </message>
    <message>
        <source>已复制 {n} 个路径</source>
        <translation>{n} paths copied</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>添加文件…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>添加监视的文件夹…</source>
        <translation>Watch a folder…</translation>
    </message>
    <message>
        <source>粘贴文件</source>
        <translation>Paste files</translation>
    </message>
    <message>
        <source>重新扫描</source>
        <translation>Scan again</translation>
    </message>
    <message>
        <source>暂停读取</source>
        <translation>Pause reading</translation>
    </message>
    <message>
        <source>关闭窗口</source>
        <translation>Close window</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>全选结果</source>
        <translation>Select all results</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>下一处</source>
        <translation>Next hit</translation>
    </message>
    <message>
        <source>上一处</source>
        <translation>Previous hit</translation>
    </message>
    <message>
        <source>复制文字（不带出处）</source>
        <translation>Copy text (without its source)</translation>
    </message>
    <message>
        <source>导出结果…</source>
        <translation>Export results…</translation>
    </message>
    <message>
        <source>阅读</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>打开原文件</source>
        <translation>Open original</translation>
    </message>
    <message>
        <source>打开所在文件夹</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>复制路径</source>
        <translation>Copy path</translation>
    </message>
    <message>
        <source>新建类别…</source>
        <translation>New category…</translation>
    </message>
    <message>
        <source>重命名类别</source>
        <translation>Rename category</translation>
    </message>
    <message>
        <source>编辑类别规则…</source>
        <translation>Edit rules of categories…</translation>
    </message>
    <message>
        <source>归入全部建议…</source>
        <translation>File all suggestions…</translation>
    </message>
    <message>
        <source>需要处理的文件</source>
        <translation>Files that need attention</translation>
    </message>
    <message>
        <source>设置…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>使用帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>关于文牍</source>
        <translation>About Wendu</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>撤销：{what}</source>
        <translation>Undo: {what}</translation>
    </message>
    <message>
        <source>继续读取</source>
        <translation>Go on reading</translation>
    </message>
    <message>
        <source>重复与相近的资料</source>
        <translation>Similar papers</translation>
    </message>
</context>
<context>
    <name>Compared</name>
    <message>
        <source>只看不同之处</source>
        <translation>Differences only</translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>相近资料</source>
        <translation>Similar papers</translation>
    </message>
    <message>
        <source>往年同类</source>
        <translation>Other years</translation>
    </message>
    <message>
        <source>与哪一份对照</source>
        <translation>Compare with</translation>
    </message>
    <message>
        <source>重合 {n}%</source>
        <translation>{n}% shared</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>两份都保留</source>
        <translation>Keep both</translation>
    </message>
    <message>
        <source>标为不同稿</source>
        <translation>Mark as drafts</translation>
    </message>
    <message>
        <source>隐藏右边这份</source>
        <translation>Hide the right one</translation>
    </message>
    <message>
        <source>已定：两份都保留</source>
        <translation>Decided: keep both</translation>
    </message>
    <message>
        <source>已定：不同稿</source>
        <translation>Decided: drafts of one paper</translation>
    </message>
    <message>
        <source>已定：隐藏其中一份</source>
        <translation>Decided: one of them is hidden</translation>
    </message>
    <message>
        <source>{n} 段不同</source>
        <translation>{n} paragraphs differ</translation>
    </message>
    <message>
        <source>文字完全相同</source>
        <translation>The text is the same</translation>
    </message>
    <message>
        <source>已记下：{what}（可以撤销）</source>
        <translation>Noted: {what} (can be undone)</translation>
    </message>
    <message>
        <source>请先点一下要复制的段落</source>
        <translation>Click the paragraph to copy first</translation>
    </message>
    <message>
        <source>已定：右边是新稿</source>
        <translation>Decided: the right is newer</translation>
    </message>
    <message>
        <source>已定：左边是新稿</source>
        <translation>Decided: the left is newer</translation>
    </message>
    <message>
        <source>两份都有的段落为灰色，改动之处有底色</source>
        <translation>What both say is grey, what changed is marked</translation>
    </message>
    <message>
        <source>已复制 {n} 段，并注明出处</source>
        <translation>Copied {n} paragraph(s) with the source</translation>
    </message>
    <message>
        <source>复制本段</source>
        <translation>Copy paragraph</translation>
    </message>
    <message>
        <source>复制选中的文字，没有选中时复制光标所在的一段；附上出处</source>
        <translation>Copies what is selected, or else the paragraph under the cursor, with its source</translation>
    </message>
    <message>
        <source>复制本节</source>
        <translation>Copy section</translation>
    </message>
    <message>
        <source>复制光标所在的一节，从“一、”这样的小标题起，到下一个同级小标题前；附上出处</source>
        <translation>Copies the section under the cursor, from its heading to the next heading of that level, with its source</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>出错了</source>
        <translation>Something went wrong</translation>
    </message>
    <message>
        <source>程序出了意外的问题，刚才的操作可能没有完成。</source>
        <translation>The program met an unexpected problem; what you just did may not be complete.</translation>
    </message>
    <message>
        <source>资料和原文件没有受损。请复制详情发给维护人员；多次出现时，请重新启动程序。</source>
        <translation>Your papers and originals are safe. Please copy the details for whoever looks after the program; if it happens again, restart.</translation>
    </message>
    <message>
        <source>复制详情</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>哪一份较新</source>
        <translation>Which is newer</translation>
    </message>
    <message>
        <source>左边较新</source>
        <translation>Left is newer</translation>
    </message>
    <message>
        <source>右边较新</source>
        <translation>Right is newer</translation>
    </message>
    <message>
        <source>分不清新旧</source>
        <translation>Can&apos;t tell</translation>
    </message>
    <message>
        <source>左右对调</source>
        <translation>Swap</translation>
    </message>
    <message>
        <source>左右对调（X）</source>
        <translation>Swap left and right (X)</translation>
    </message>
    <message>
        <source>（{n} 对）</source>
        <translation> ({n} pairs)</translation>
    </message>
    <message>
        <source>都保留</source>
        <translation>Keep both</translation>
    </message>
    <message>
        <source>标为不同稿</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>不显示右边这份</source>
        <translation>Hide the right one</translation>
    </message>
    <message>
        <source>两份都是要的，以后不再列在这里</source>
        <translation>Both are wanted; they are not listed here any more</translation>
    </message>
    <message>
        <source>同一文件的不同稿，两份都能查到</source>
        <translation>Versions of one paper; both are found</translation>
    </message>
    <message>
        <source>查找结果里只显示左边那份；右边的文件不删除、不移动，随时可以恢复显示</source>
        <translation>Results show only the left one. The file at the right is neither deleted nor moved, and can be shown again at any time</translation>
    </message>
</context>
<context>
    <name>Dividing</name>
    <message>
        <source>从这里分成两篇</source>
        <translation>Split the paper here</translation>
    </message>
    <message>
        <source>与上一篇合并</source>
        <translation>Join with the piece above</translation>
    </message>
    <message>
        <source>与下一篇合并</source>
        <translation>Join with the piece below</translation>
    </message>
    <message>
        <source>开头的分界上移一段</source>
        <translation>Move its beginning up a paragraph</translation>
    </message>
    <message>
        <source>开头的分界下移一段</source>
        <translation>Move its beginning down a paragraph</translation>
    </message>
    <message>
        <source>已从这里分成两篇</source>
        <translation>Split in two here</translation>
    </message>
    <message>
        <source>已与上一篇合并</source>
        <translation>Joined with the piece above</translation>
    </message>
    <message>
        <source>已与下一篇合并</source>
        <translation>Joined with the piece below</translation>
    </message>
    <message>
        <source>分界已上移一段</source>
        <translation>The boundary moved up a paragraph</translation>
    </message>
    <message>
        <source>分界已下移一段</source>
        <translation>The boundary moved down a paragraph</translation>
    </message>
</context>
<context>
    <name>DoubtStrip</name>
    <message>
        <source>对照…</source>
        <translation>Compare…</translation>
    </message>
    <message>
        <source>不是同一份</source>
        <translation>Not the same</translation>
    </message>
    <message>
        <source>是同一份</source>
        <translation>The same paper</translation>
    </message>
    <message>
        <source>可能已改名、移到别处并改过，现在是“{name}”。是同一份吗？{why}。</source>
        <translation>It may have been renamed, moved and changed, and be “{name}” now. Is it the same paper? {why}.</translation>
    </message>
    <message>
        <source>这份新文件像是原来的“{title}”（已归入 {category}，原文件已不在）。是同一份吗？{why}。</source>
        <translation>This new file looks like the earlier “{title}” (filed under {category}, its file is gone). Is it the same paper? {why}.</translation>
    </message>
    <message>
        <source>这份新文件像是原来的“{title}”（原文件已不在）。是同一份吗？{why}。</source>
        <translation>This new file looks like the earlier “{title}”, whose file is gone. Is it the same paper? {why}.</translation>
    </message>
</context>
<context>
    <name>Doubtful</name>
    <message>
        <source>待确认的资料</source>
        <translation>Papers to be confirmed</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>To confirm</translation>
    </message>
    <message>
        <source>这些资料归过类或改正过，原文件已不在；右边的新文件可能就是它，移动并改过。</source>
        <translation>These papers were filed or corrected and their files are gone; the new file at the right may be the same paper, moved and changed.</translation>
    </message>
    <message>
        <source>是同一份</source>
        <translation>The same paper</translation>
    </message>
    <message>
        <source>不是同一份</source>
        <translation>Not the same</translation>
    </message>
    <message>
        <source>没有待确认的资料</source>
        <translation>Nothing to confirm</translation>
    </message>
    <message>
        <source>新文件已归入 {category}；认作同一份后，仍以原来的类别为准。</source>
        <translation> The new file is filed under {category}; if they are the same, the earlier category holds.</translation>
    </message>
    <message>
        <source>左边是原来的：{path}</source>
        <translation>At the left, the earlier paper: {path}</translation>
    </message>
    <message>
        <source>右边是新的：{path}</source>
        <translation>At the right, the new file: {path}</translation>
    </message>
    <message>
        <source>{said}（可以撤销）</source>
        <translation>{said} (can be undone)</translation>
    </message>
</context>
<context>
    <name>FacetPanel</name>
    <message>
        <source>按内容筛选</source>
        <translation>Narrow by content</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>文种</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>未注明</source>
        <translation>none given</translation>
    </message>
</context>
<context>
    <name>Fact</name>
    <message>
        <source>{field}：{value}</source>
        <translation>{field}: {value}</translation>
    </message>
    <message>
        <source>恢复为建议的值</source>
        <translation>Back to the suggestion</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>资料信息</source>
        <translation>About this paper</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>文种</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>成文日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>归档年度</source>
        <translation>Filing year</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>主送</source>
        <translation>Sent to</translation>
    </message>
    <message>
        <source>期间</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>紧急程度</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Marking</translation>
    </message>
    <message>
        <source>分篇</source>
        <translation>Pieces</translation>
    </message>
    <message>
        <source>待分类</source>
        <translation>Unfiled</translation>
    </message>
    <message>
        <source>手工</source>
        <translation>by hand</translation>
    </message>
    <message>
        <source>拖到左边的类别上，可以一起归类；Ctrl+Z 撤销。</source>
        <translation>Drag them onto a category at the left to file them together; Ctrl+Z takes it back.</translation>
    </message>
    <message>
        <source>已选 {n} 篇</source>
        <translation>{n} papers selected</translation>
    </message>
</context>
<context>
    <name>FilingMenu</name>
    <message>
        <source>归入类别</source>
        <translation>File under</translation>
    </message>
    <message>
        <source>归入并收入档案</source>
        <translation>File and take into the archive</translation>
    </message>
    <message>
        <source>归入“{name}”</source>
        <translation>File under “{name}”</translation>
    </message>
    <message>
        <source>归入并收入档案（复制一份）</source>
        <translation>File and take into the archive (a copy)</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>待分类</source>
        <translation>Unfiled</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>筛选</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>年度不明</source>
        <translation>Year unknown</translation>
    </message>
    <message>
        <source>不再按此筛选</source>
        <translation>Remove this filter</translation>
    </message>
    <message>
        <source>取消筛选 {name}</source>
        <translation>Remove the filter {name}</translation>
    </message>
    <message>
        <source>待分类</source>
        <translation>Unfiled</translation>
    </message>
    <message>
        <source>文种不明</source>
        <translation>No type</translation>
    </message>
    <message>
        <source>单位不明</source>
        <translation>No organisation</translation>
    </message>
    <message>
        <source>年度 ▾</source>
        <translation>Year ▾</translation>
    </message>
    <message>
        <source>{year}&#x3000;{n} 篇</source>
        <translation>{year}&#x3000;{n}</translation>
    </message>
    <message>
        <source>选择一段年份…</source>
        <translation>Choose a span of years…</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>使用帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>怎样查找</source>
        <translation>How to search</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>HitWalk</name>
    <message>
        <source>已是最后一篇</source>
        <translation>This is the last paper</translation>
    </message>
    <message>
        <source>已是第一篇</source>
        <translation>This is the first paper</translation>
    </message>
</context>
<context>
    <name>KeptSearches</name>
    <message>
        <source>保存查找</source>
        <translation>Save search</translation>
    </message>
    <message>
        <source>名称：</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>清除查找记录</source>
        <translation>Clear the history</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>文件台账</source>
        <translation>All files</translation>
    </message>
    <message>
        <source>按路径中的文字筛选</source>
        <translation>Narrow by words in the path</translation>
    </message>
    <message>
        <source>重新读取</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>输入密码…</source>
        <translation>Enter password…</translation>
    </message>
    <message>
        <source>打开所在文件夹</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>导出表格…</source>
        <translation>Export a table…</translation>
    </message>
    <message>
        <source>另有 {n} 份在压缩包或邮件中。</source>
        <translation> {n} more are inside archives or mails.</translation>
    </message>
    <message>
        <source>请换一个词，或清除筛选。</source>
        <translation>Try another word, or clear the field.</translation>
    </message>
    <message>
        <source>没有路径含“{words}”的文件</source>
        <translation>No path holds “{words}”</translation>
    </message>
    <message>
        <source>没有需要处理的文件</source>
        <translation>No file needs attention</translation>
    </message>
    <message>
        <source>所有文件都已读出，或正在排队读取。</source>
        <translation>All files were read, or are about to be.</translation>
    </message>
    <message>
        <source>还没有文件</source>
        <translation>No files yet</translation>
    </message>
    <message>
        <source>添加要监视的文件夹后，文件会列在这里。</source>
        <translation>Files are listed here once a folder is watched.</translation>
    </message>
    <message>
        <source>没有“{state}”的文件</source>
        <translation>No file is “{state}”</translation>
    </message>
    <message>
        <source>重新读取 {n} 个</source>
        <translation>Read {n} again</translation>
    </message>
    <message>
        <source>全部重新读取</source>
        <translation>Read all again</translation>
    </message>
    <message>
        <source>{n} 个文件</source>
        <translation>{n} files</translation>
    </message>
</context>
<context>
    <name>LedgerActs</name>
    <message>
        <source>导出表格</source>
        <translation>Export a table</translation>
    </message>
    <message>
        <source>表格 (*.xlsx)</source>
        <translation>Tables (*.xlsx)</translation>
    </message>
    <message>
        <source>已排队，正在重新读取 {n} 个文件</source>
        <translation>Reading {n} files again</translation>
    </message>
    <message>
        <source>已导出 {n} 个文件：{path}</source>
        <translation>{n} files exported: {path}</translation>
    </message>
</context>
<context>
    <name>LedgerModel</name>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>原因和办法</source>
        <translation>Why, and what to do</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>Tries</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>When</translation>
    </message>
    <message>
        <source>在 {container} 中</source>
        <translation>in {container}</translation>
    </message>
</context>
<context>
    <name>LedgerTable</name>
    <message>
        <source>文件台账</source>
        <translation>All files</translation>
    </message>
</context>
<context>
    <name>Linked</name>
    <message>
        <source>{name}：{text}，打开对照</source>
        <translation>{name}: {text}, open the comparison</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>文牍</source>
        <translation>Wendu</translation>
    </message>
</context>
<context>
    <name>NameDelegate</name>
    <message>
        <source>类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>{n} 篇</source>
        <translation>{n} papers</translation>
    </message>
</context>
<context>
    <name>NameList</name>
    <message>
        <source>名称</source>
        <translation>Names</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
</context>
<context>
    <name>NoHits</name>
    <message>
        <source>不限原文写法</source>
        <translation>In any way of writing</translation>
    </message>
    <message>
        <source>不限年度</source>
        <translation>Any year</translation>
    </message>
    <message>
        <source>不限文种</source>
        <translation>Any type</translation>
    </message>
    <message>
        <source>在全部资料中查找</source>
        <translation>Search everything</translation>
    </message>
    <message>
        <source>还有 {n} 个文件尚未读完，读完的会自动出现在这里。</source>
        <translation>{n} files are still to be read; they appear here by themselves.</translation>
    </message>
    <message>
        <source>没有找到“{words}”</source>
        <translation>Nothing found for “{words}”</translation>
    </message>
    <message>
        <source>少输几个字试试；几个词之间用空格隔开。</source>
        <translation>Try fewer characters; put blanks between words.</translation>
    </message>
    <message>
        <source>把结果拖到左边的类别上，即可归类。</source>
        <translation>Drag results onto a category at the left to file them.</translation>
    </message>
    <message>
        <source>这个类别还没有资料</source>
        <translation>No papers in this category yet</translation>
    </message>
    <message>
        <source>正在读取资料</source>
        <translation>Reading papers</translation>
    </message>
    <message>
        <source>这里还没有资料</source>
        <translation>No papers here yet</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>原文件已不在。这里是以前读出的文字，仍可阅读和搜索。</source>
        <translation>The original is gone. This is the text that was read from it; it can still be read and searched.</translation>
    </message>
</context>
<context>
    <name>PairView</name>
    <message>
        <source>文字完全相同，只是文件不同。</source>
        <translation>The same words in different files.</translation>
    </message>
    <message>
        <source>左边 {left}%、右边 {right}% 的文字在对方里：</source>
        <translation>{left}% of the left and {right}% of the right are in the other: </translation>
    </message>
    <message>
        <source>{n} 段有改动</source>
        <translation>{n} paragraph(s) changed</translation>
    </message>
    <message>
        <source>（其中 {n} 段数字不同）</source>
        <translation> (numbers in {n})</translation>
    </message>
    <message>
        <source>右边缺 {n} 段</source>
        <translation>the right lacks {n}</translation>
    </message>
    <message>
        <source>左边缺 {n} 段</source>
        <translation>the left lacks {n}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>。</source>
        <translation>.</translation>
    </message>
</context>
<context>
    <name>PairsList</name>
    <message>
        <source>重复与相近的资料</source>
        <translation>Similar papers</translation>
    </message>
</context>
<context>
    <name>PairsModel</name>
    <message>
        <source>文件相同</source>
        <translation>Same file</translation>
    </message>
    <message>
        <source>文字相同</source>
        <translation>Same words</translation>
    </message>
    <message>
        <source>相近</source>
        <translation>Similar</translation>
    </message>
    <message>
        <source>包含</source>
        <translation>Contained</translation>
    </message>
    <message>
        <source>不同稿</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>已不相近</source>
        <translation>No longer similar</translation>
    </message>
    <message>
        <source>格式：{formats}</source>
        <translation>Formats: {formats}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{n}% 在另一份里</source>
        <translation>{n}% is in the other</translation>
    </message>
    <message>
        <source>重合 {n}%</source>
        <translation>{n}% shared</translation>
    </message>
    <message>
        <source>已定：都保留</source>
        <translation>Decided: keep both</translation>
    </message>
    <message>
        <source>已定：不显示后一份</source>
        <translation>Decided: hide the second</translation>
    </message>
    <message>
        <source>已定：不同稿</source>
        <translation>Decided: versions</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>输入密码</source>
        <translation>Give the password</translation>
    </message>
    <message>
        <source>打开密码</source>
        <translation>Password to open</translation>
    </message>
    <message>
        <source>密码只用来读这一次，不会保存，也不会写进日志。读出的文字会留在资料库里，供以后查找。</source>
        <translation>The password is used for this one reading. It is not stored and not written to any log. The words that were read stay in the library, to be found later.</translation>
    </message>
    <message>
        <source>读取</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>PieceStrip</name>
    <message>
        <source>调整分篇</source>
        <translation>Boundaries</translation>
    </message>
    <message>
        <source>合并相邻的篇，或移动分界；要分开，请在正文那一段上点右键</source>
        <translation>Join neighbouring pieces or move their boundary; to split, right-click the paragraph in the text</translation>
    </message>
    <message>
        <source>本文件第 {i} 篇，共 {n} 篇</source>
        <translation>Piece {i} of {n} in this file</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>原文件已不在</source>
        <translation>The original is gone</translation>
    </message>
    <message>
        <source>位置：{path}，打开所在文件夹</source>
        <translation>Place: {path}, show in folder</translation>
    </message>
    <message>
        <source>另有 {n} 处</source>
        <translation>and {n} more</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>阅读</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>已选 {n} 篇</source>
        <translation>{n} papers selected</translation>
    </message>
    <message>
        <source>选中其中一篇即可阅读。</source>
        <translation>Select a single one to read it.</translation>
    </message>
    <message>
        <source>没有选中资料</source>
        <translation>No paper selected</translation>
    </message>
    <message>
        <source>在左边选一篇，就在这里阅读。</source>
        <translation>Select one at the left to read it here.</translation>
    </message>
    <message>
        <source>输入密码…</source>
        <translation>Give the password…</translation>
    </message>
    <message>
        <source>这篇资料打不开</source>
        <translation>This paper can’t be opened</translation>
    </message>
    <message>
        <source>现在没有在读取文件：请先继续读取，再输入密码</source>
        <translation>No files are being read now: resume reading first, then give the password</translation>
    </message>
    <message>
        <source>正在用密码读取…</source>
        <translation>Reading with the password…</translation>
    </message>
</context>
<context>
    <name>ReaderHead</name>
    <message>
        <source>上一处</source>
        <translation>Previous hit</translation>
    </message>
    <message>
        <source>下一处</source>
        <translation>Next hit</translation>
    </message>
    <message>
        <source>打开原文件</source>
        <translation>Open original</translation>
    </message>
    <message>
        <source>用系统里的程序打开</source>
        <translation>Open it with the program the system has for it</translation>
    </message>
    <message>
        <source>所在文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>打开所在文件夹</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>第 {n} 处，共 {count} 处</source>
        <translation>hit {n} of {count}</translation>
    </message>
</context>
<context>
    <name>ResultDelegate</name>
    <message>
        <source>较相关的资料（不是每个词都有）</source>
        <translation>Related papers (without some of the words)</translation>
    </message>
    <message>
        <source>原文件已不在</source>
        <translation>The original is gone</translation>
    </message>
    <message>
        <source>第 {i} 篇 / 共 {n} 篇</source>
        <translation>paper {i} of {n}</translation>
    </message>
    <message>
        <source>另有 {n} 份相同</source>
        <translation>and {n} the same</translation>
    </message>
</context>
<context>
    <name>ResultExport</name>
    <message>
        <source>表格 (*.xlsx)</source>
        <translation>Table (*.xlsx)</translation>
    </message>
    <message>
        <source>文档 (*.docx)</source>
        <translation>Document (*.docx)</translation>
    </message>
    <message>
        <source>查找结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>导出结果</source>
        <translation>Export results</translation>
    </message>
    <message>
        <source>正在导出…</source>
        <translation>Exporting…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>已导出 {n} 篇：{path}</source>
        <translation>{n} papers exported: {path}</translation>
    </message>
    <message>
        <source>已取消导出</source>
        <translation>Export cancelled</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>{n} 篇</source>
        <translation>{n} papers</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>查找：{query}</source>
        <translation>Searched: {query}</translation>
    </message>
    <message>
        <source>按相关度</source>
        <translation>By relevance</translation>
    </message>
    <message>
        <source>按日期</source>
        <translation>By date</translation>
    </message>
    <message>
        <source>按标题</source>
        <translation>By title</translation>
    </message>
    <message>
        <source>筛选 ▴</source>
        <translation>Filter ▴</translation>
    </message>
    <message>
        <source>筛选 ▾</source>
        <translation>Filter ▾</translation>
    </message>
    <message>
        <source>按类别、文种、单位、文件夹缩小范围</source>
        <translation>Narrow by category, type, organisation or folder</translation>
    </message>
    <message>
        <source>排序：{name}</source>
        <translation>Order: {name}</translation>
    </message>
    <message>
        <source>{n} 篇</source>
        <translation>{n} papers</translation>
    </message>
    <message>
        <source>约 {n} 篇</source>
        <translation>about {n} papers</translation>
    </message>
    <message>
        <source> · 已选 {n} 篇</source>
        <translation> · {n} selected</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>重复与相近</source>
        <translation>Similar papers</translation>
    </message>
    <message>
        <source>看哪些</source>
        <translation>Which to show</translation>
    </message>
    <message>
        <source>待定</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>已定</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>{name}（{n}）</source>
        <translation>{name} ({n})</translation>
    </message>
    <message>
        <source>还有 {n} 篇正在与其他资料比较，这里会陆续增加。</source>
        <translation>{n} papers are still being compared with the others; more may be listed.</translation>
    </message>
    <message>
        <source>还没有决定过</source>
        <translation>Nothing decided yet</translation>
    </message>
    <message>
        <source>您定下的每一对会列在这里，随时可以改。</source>
        <translation>Every pair you decide about is listed here and can be changed.</translation>
    </message>
    <message>
        <source>正在比较</source>
        <translation>Comparing</translation>
    </message>
    <message>
        <source>找到的重复资料会陆续列在这里。</source>
        <translation>Similar papers are listed here as they are found.</translation>
    </message>
    <message>
        <source>没有待定的重复资料</source>
        <translation>No similar papers to decide about</translation>
    </message>
    <message>
        <source>抄件、残本和不同稿会自动列在这里，定过的不再出现。</source>
        <translation>Copies, torn copies and versions are listed here by themselves; decided ones are not.</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>编辑规则</source>
        <translation>Edit rules</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>放弃没有保存的改动？</source>
        <translation>Discard the changes that are not saved?</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>继续编辑</source>
        <translation>Go on editing</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>“{name}”的下级：先归到“{name}”，再按这些词分到这里。</source>
        <translation>Below “{name}”: papers come to “{name}” first, then here by these words.</translation>
    </message>
    <message>
        <source>词出现在标题里最要紧，其次是小标题和开头；一份资料归到得分明显最高的类别。</source>
        <translation>Words in the title count most, then headings and the beginning; a paper goes where it clearly scores highest.</translation>
    </message>
    <message>
        <source>保存是一步操作，可以撤销；资料随后在后台重新归类。</source>
        <translation>Saving is one step that can be undone; papers are then sorted anew in the background.</translation>
    </message>
</context>
<context>
    <name>RulesPanels</name>
    <message>
        <source>改归哪一类</source>
        <translation>Which category they count for</translation>
    </message>
    <message>
        <source>出现这些词就归这里</source>
        <translation>These words belong here</translation>
    </message>
    <message>
        <source>这些词可作参考</source>
        <translation>These words are a hint</translation>
    </message>
    <message>
        <source>别的类别也可能用到的词；得分少一些。</source>
        <translation>Words that other categories may use, too; they score less.</translation>
    </message>
    <message>
        <source>这些说法不算</source>
        <translation>These phrases don’t count</translation>
    </message>
    <message>
        <source>如“继续教育”不算“教育”；对所有类别都不算。</source>
        <translation>As “继续教育” is no “教育”; holds for every category.</translation>
    </message>
    <message>
        <source>这些说法改归别处</source>
        <translation>These phrases count elsewhere</translation>
    </message>
    <message>
        <source>说法里有本类的词，得分却给另一类，或哪一类都不给。</source>
        <translation>They hold a word of this category but score for another, or for none.</translation>
    </message>
    <message>
        <source>哪一类都不归</source>
        <translation>for no category</translation>
    </message>
    <message>
        <source>归 {name}</source>
        <translation>for {name}</translation>
    </message>
    <message>
        <source>一看便知的词，每出现一次得满分。</source>
        <translation>Telling words; each one found scores in full.</translation>
    </message>
    <message>
        <source>哪个下级的词最多，就归哪个下级。</source>
        <translation>Papers go to the one below whose words are the most.</translation>
    </message>
    <message>
        <source>没有写词时，按名称“{name}”找</source>
        <translation>Without words, by its name “{name}”</translation>
    </message>
    <message>
        <source>写一个词，按回车添加</source>
        <translation>Write a word and press Enter</translation>
    </message>
    <message>
        <source>写好后按回车添加；按 Delete 删除选中的</source>
        <translation>Enter adds; Delete removes what is chosen</translation>
    </message>
    <message>
        <source>写完整的说法，按回车添加</source>
        <translation>Write a whole phrase, then Enter</translation>
    </message>
</context>
<context>
    <name>RulesPreview</name>
    <message>
        <source>还没有改动</source>
        <translation>No changes yet</translation>
    </message>
    <message>
        <source>改动规则后，这里列出保存后会换类别的资料；您亲自归类的不会变。</source>
        <translation>Once you change a rule, papers that saving would move are listed here; those you filed yourself stay.</translation>
    </message>
    <message>
        <source>正在看哪些资料会换类别…</source>
        <translation>Looking which papers would move…</translation>
    </message>
    <message>
        <source>会换类别的资料</source>
        <translation>Papers that would move</translation>
    </message>
    <message>
        <source>题名</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>保存后</source>
        <translation>Once saved</translation>
    </message>
    <message>
        <source>保存后有 {n} 份会换类别</source>
        <translation>Saving moves papers to another category: {n}</translation>
    </message>
    <message>
        <source>保存后至少有 {n} 份会换类别</source>
        <translation>Saving moves papers to another category: {n} at least</translation>
    </message>
    <message>
        <source>保存后没有资料会换类别</source>
        <translation>Saving moves no paper</translation>
    </message>
    <message>
        <source>只列出前 {n} 份</source>
        <translation>the first {n} are listed</translation>
    </message>
    <message>
        <source>正在看含有改动的词的资料 {n} / {m}</source>
        <translation>looking at papers with changed words, {n} / {m}</translation>
    </message>
    <message>
        <source>含有改动的词的已看完，正在看其余的 {n} / {m}</source>
        <translation>those with changed words are done; looking at the others, {n} / {m}</translation>
    </message>
    <message>
        <source>{before} → {after} {n} 份</source>
        <translation>{before} → {after}: {n}</translation>
    </message>
    <message>
        <source>理由：{why}</source>
        <translation>Why: {why}</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>{n} 篇 · {ms} 毫秒</source>
        <translation>{n} papers · {ms} ms</translation>
    </message>
    <message>
        <source>约 {n} 篇 · {ms} 毫秒</source>
        <translation>about {n} papers · {ms} ms</translation>
    </message>
    <message>
        <source>输入任意词句查找；多个词用空格隔开</source>
        <translation>Type any words to search; blanks between several</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>清除（Esc）</source>
        <translation>Clear (Esc)</translation>
    </message>
    <message>
        <source>原文</source>
        <translation>As written</translation>
    </message>
    <message>
        <source>原文精确</source>
        <translation>Exactly as written</translation>
    </message>
    <message>
        <source>原文精确：与原文一字不差，分繁简、大小写、全角半角和标点</source>
        <translation>Exactly as written: the same characters, case, width and punctuation</translation>
    </message>
    <message>
        <source>怎样查找</source>
        <translation>How to search</translation>
    </message>
    <message>
        <source>怎样查找：字段、范围、或者、不含…</source>
        <translation>How to search: fields, ranges, either, without…</translation>
    </message>
    <message>
        <source>保存这个查找</source>
        <translation>Save this search</translation>
    </message>
    <message>
        <source>保存这个查找，以后在左边一点即可再查</source>
        <translation>Save this search: later it is one click in the side</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>文字大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>标准</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>较大</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>特大</source>
        <translation>Largest</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>每 {n} 分钟</source>
        <translation>Every {n} minutes</translation>
    </message>
    <message>
        <source>全部查看</source>
        <translation>Full look</translation>
    </message>
    <message>
        <source>{n} 个文件</source>
        <translation>{n} files</translation>
    </message>
    <message>
        <source>同时读取</source>
        <translation>Read at once</translation>
    </message>
    <message>
        <source>空闲时识别扫描件和照片里的文字</source>
        <translation>Recognise words in scans and photographs when idle</translation>
    </message>
    <message>
        <source>记住最近的查找（在空的查找框里按 ↓）</source>
        <translation>Remember the last searches (press ↓ in the empty search field)</translation>
    </message>
    <message>
        <source>换语言后，重新打开程序才会生效。</source>
        <translation>Another language takes effect when the program is opened again.</translation>
    </message>
    <message>
        <source>文件变化通常马上就能发现；每隔这么久再全部查看一遍。</source>
        <translation>Changes are mostly seen at once; this often all folders are looked through.</translation>
    </message>
    <message>
        <source>读得越多，电脑越忙；重新打开程序后生效。</source>
        <translation>More keep the computer busier. Takes effect when the program is opened again.</translation>
    </message>
    <message>
        <source>扫描件</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>在本机识别，不上网；每页约 10 秒，识别出的文字可能有错。</source>
        <translation>Done on this computer, never online; about 10 seconds a page, and words may be wrong.</translation>
    </message>
    <message>
        <source>查找记录</source>
        <translation>Search history</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>资料库位置</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>编辑规则…</source>
        <translation>Edit rules…</translation>
    </message>
    <message>
        <source>资料库位置：{path}</source>
        <translation>Library: {path}</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>打开资料库所在的文件夹</source>
        <translation>Open the folder of the library</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>资料正文</source>
        <translation>Text of the paper</translation>
    </message>
    <message>
        <source>第 {page} 页</source>
        <translation>Page {page}</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>对照</source>
        <translation>Comparison</translation>
    </message>
    <message>
        <source>后面还有 {n} 段没有显示</source>
        <translation>{n} more paragraphs are not shown</translation>
    </message>
    <message>
        <source>相同的 {n} 段</source>
        <translation>{n} paragraphs are the same</translation>
    </message>
    <message>
        <source>缺这一段</source>
        <translation>This paragraph is missing</translation>
    </message>
    <message>
        <source>只有左边有的另外 {n} 段</source>
        <translation>{n} more that only the left has</translation>
    </message>
    <message>
        <source>只有右边有的另外 {n} 段</source>
        <translation>{n} more that only the right has</translation>
    </message>
</context>
<context>
    <name>SideDrops</name>
    <message>
        <source>归入“{name}”</source>
        <translation>File under “{name}”</translation>
    </message>
    <message>
        <source>监视这个文件夹，原文件不动</source>
        <translation>Watch this folder; its files stay as they are</translation>
    </message>
    <message>
        <source>复制到档案，归入“{name}”</source>
        <translation>Copy into the archive, file under “{name}”</translation>
    </message>
    <message>
        <source>复制到档案，自动归类</source>
        <translation>Copy into the archive</translation>
    </message>
</context>
<context>
    <name>SideMenu</name>
    <message>
        <source>新建下级类别…</source>
        <translation>New category below…</translation>
    </message>
    <message>
        <source>重命名</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>编辑规则…</source>
        <translation>Edit rules…</translation>
    </message>
    <message>
        <source>删除类别</source>
        <translation>Remove category</translation>
    </message>
    <message>
        <source>删除这个查找</source>
        <translation>Remove this search</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>重新扫描</source>
        <translation>Scan again</translation>
    </message>
    <message>
        <source>不再监视…</source>
        <translation>Stop watching…</translation>
    </message>
    <message>
        <source>新建类别…</source>
        <translation>New category…</translation>
    </message>
    <message>
        <source>添加文件夹…</source>
        <translation>Add a folder…</translation>
    </message>
    <message>
        <source>监视方式</source>
        <translation>How to watch</translation>
    </message>
    <message>
        <source>自动选择</source>
        <translation>Choose automatically</translation>
    </message>
    <message>
        <source>实时监视</source>
        <translation>Be told at once</translation>
    </message>
    <message>
        <source>定时检查</source>
        <translation>Check at intervals</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>资料和类别</source>
        <translation>Papers and categories</translation>
    </message>
    <message>
        <source>监视的文件夹</source>
        <translation>Watched folders</translation>
    </message>
</context>
<context>
    <name>SidebarModel</name>
    <message>
        <source>{n} 个文件</source>
        <translation>{n} files</translation>
    </message>
    <message>
        <source>{n} 篇</source>
        <translation>{n} papers</translation>
    </message>
    <message>
        <source>未连接</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>资料</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>最近添加</source>
        <translation>Added lately</translation>
    </message>
    <message>
        <source>需要处理</source>
        <translation>Needs attention</translation>
    </message>
    <message>
        <source>待确认</source>
        <translation>To confirm</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>待分类</source>
        <translation>Unfiled</translation>
    </message>
    <message>
        <source>监视的文件夹</source>
        <translation>Watched folders</translation>
    </message>
    <message>
        <source>添加文件夹…</source>
        <translation>Add a folder…</translation>
    </message>
    <message>
        <source>{name}（未连接）</source>
        <translation>{name} (offline)</translation>
    </message>
    <message>
        <source>重复与相近</source>
        <translation>Similar papers</translation>
    </message>
</context>
<context>
    <name>StatesList</name>
    <message>
        <source>文件状态</source>
        <translation>States of files</translation>
    </message>
</context>
<context>
    <name>StatesModel</name>
    <message>
        <source>全部文件</source>
        <translation>All files</translation>
    </message>
    <message>
        <source>需要处理</source>
        <translation>Needs attention</translation>
    </message>
    <message>
        <source>各状态之和，与磁盘上的文件数一致。</source>
        <translation>The sum of all states: every file on disk.</translation>
    </message>
    <message>
        <source>逐个查看原因，处理后重新读取。</source>
        <translation>See why, put it right, and read them again.</translation>
    </message>
    <message>
        <source>{state}，{n} 个文件</source>
        <translation>{state}, {n} files</translation>
    </message>
</context>
<context>
    <name>SuggestionsDialog</name>
    <message>
        <source>归入全部建议</source>
        <translation>File all suggestions</translation>
    </message>
    <message>
        <source>把握不低于</source>
        <translation>At least this sure</translation>
    </message>
    <message>
        <source>只列出还没有人归类的材料。去掉勾的不归入；归入后可以一次撤销。</source>
        <translation>Only papers that nobody has filed are listed. Those without a tick are left out; one undo takes it all back.</translation>
    </message>
    <message>
        <source>建议的归类</source>
        <translation>Suggested filings</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>归入 {n} 篇</source>
        <translation>File {n}</translation>
    </message>
</context>
<context>
    <name>SuggestionsModel</name>
    <message>
        <source>题名</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>建议的类别</source>
        <translation>Suggested category</translation>
    </message>
    <message>
        <source>把握</source>
        <translation>Sure</translation>
    </message>
</context>
<context>
    <name>TakingIn</name>
    <message>
        <source>松开即复制到档案，自动归类；原文件不动</source>
        <translation>Let go to copy into the archive; originals stay as they are</translation>
    </message>
    <message>
        <source>这里收不到还没保存的文件。请先另存，或在那边复制、到这里粘贴。</source>
        <translation>Files that were not saved yet can’t be dropped here. Save them first, or copy there and paste here.</translation>
    </message>
    <message>
        <source>剪贴板里没有文件。请先在文件夹或聊天窗口里复制文件。</source>
        <translation>There is no file on the clipboard. Copy files in a folder or a chat first.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>复制详情</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>Message</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>添加文件…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>文牍</source>
        <translation>Wendu</translation>
    </message>
    <message>
        <source>资料库 {name}</source>
        <translation>Library {name}</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>菜单（F10）</source>
        <translation>Menu (F10)</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>已复制到档案</source>
        <translation>Copied into the archive</translation>
    </message>
    <message>
        <source>文件仍在原处</source>
        <translation>The files stay where they are</translation>
    </message>
    <message>
        <source>正在收入 {n} 项…</source>
        <translation>Taking in {n} items…</translation>
    </message>
    <message>
        <source>已保存查找“{name}”</source>
        <translation>Search “{name}” saved</translation>
    </message>
    <message>
        <source>查找已改名为“{name}”</source>
        <translation>Search renamed to “{name}”</translation>
    </message>
    <message>
        <source>已删除查找“{name}”</source>
        <translation>Search “{name}” removed</translation>
    </message>
    <message>
        <source>已新建类别“{name}”</source>
        <translation>Category “{name}” created</translation>
    </message>
    <message>
        <source>类别已改名为“{name}”</source>
        <translation>Category renamed to “{name}”</translation>
    </message>
    <message>
        <source>已删除类别“{name}”</source>
        <translation>Category “{name}” removed</translation>
    </message>
    <message>
        <source>规则已保存</source>
        <translation>Rules saved</translation>
    </message>
    <message>
        <source>资料正在后台重新归类</source>
        <translation>Papers are sorted anew in the background</translation>
    </message>
    <message>
        <source>文牍示例资料</source>
        <translation>Wendu samples</translation>
    </message>
    <message>
        <source>已归入 {name} · {n} 篇</source>
        <translation>Filed under {name} · {n} papers</translation>
    </message>
    <message>
        <source>已按建议归入 {n} 篇</source>
        <translation>{n} filed as suggested</translation>
    </message>
    <message>
        <source>没有可以撤销的操作</source>
        <translation>There is nothing to undo</translation>
    </message>
    <message>
        <source>已撤销：{what}</source>
        <translation>Undone: {what}</translation>
    </message>
    <message>
        <source>已收入 {n} 个文件</source>
        <translation>{n} files taken in</translation>
    </message>
    <message>
        <source>其中 {n} 个档案里已有</source>
        <translation>{n} of them were there already</translation>
    </message>
    <message>
        <source>{n} 个未收入：{why}</source>
        <translation>{n} not taken in: {why}</translation>
    </message>
    <message>
        <source>开始监视“{name}”</source>
        <translation>Watching “{name}”</translation>
    </message>
    <message>
        <source>不再监视“{name}”</source>
        <translation>No longer watching “{name}”</translation>
    </message>
    <message>
        <source>其中的文件没有动</source>
        <translation>Its files were left as they are</translation>
    </message>
    <message>
        <source>正在重新扫描</source>
        <translation>Scanning again</translation>
    </message>
    <message>
        <source>上一步操作</source>
        <translation>the last act</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>开始使用文牍</source>
        <translation>Begin with Wendu</translation>
    </message>
    <message>
        <source>选择文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>开始</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>试用示例资料</source>
        <translation>Try the samples</translation>
    </message>
    <message>
        <source>欢迎使用文牍</source>
        <translation>Welcome to Wendu</translation>
    </message>
    <message>
        <source>告诉它资料放在哪里，其中任何一个词都能马上找到。全部在本机完成，不连网。</source>
        <translation>Say where your papers are, and every word in them is found at once. All on this computer, nothing goes online.</translation>
    </message>
    <message>
        <source>选择文件夹</source>
        <translation>Folders</translation>
    </message>
    <message>
        <source>类别方案</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>里面的文件会自动读取，以后有变化也会跟上。可以选几个，也可以把文件夹拖到这里。</source>
        <translation>The files in them are read by themselves, now and whenever they change. Choose several, or drop folders here.</translation>
    </message>
    <message>
        <source>原文件不会被移动或修改。</source>
        <translation>Originals are never moved or changed.</translation>
    </message>
    <message>
        <source>先用默认的 {n} 类，资料会自动归类；类别以后随时可以增加、改名、删除。</source>
        <translation>You begin with {n} categories, and papers are sorted into them; add, rename or remove them at any time.</translation>
    </message>
    <message>
        <source>还没有想好？示例资料有二十多篇，一分钟就能试完，不影响你的文件。</source>
        <translation>Not sure yet? Two dozen samples can be tried in a minute and leave your files alone.</translation>
    </message>
    <message>
        <source>选择资料所在的文件夹（其中的文件不会移动或修改）</source>
        <translation>Choose the folder of your papers (its files are never moved or changed)</translation>
    </message>
    <message>
        <source>再选一个…</source>
        <translation>Choose another…</translation>
    </message>
</context>
<context>
    <name>WordPanel</name>
    <message>
        <source>{title}：添加</source>
        <translation>{title}: add</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>YearBars</name>
    <message>
        <source>年度</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>{year} 年&#x3000;{n} 篇</source>
        <translation>{year}: {n} papers</translation>
    </message>
</context>
<context>
    <name>YearRange</name>
    <message>
        <source>选择一段年份</source>
        <translation>Choose a span of years</translation>
    </message>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到</source>
        <translation>to</translation>
    </message>
    <message>
        <source>年</source>
        <translation>inclusive</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>_Head</name>
    <message>
        <source>{n} 字</source>
        <translation>{n} characters</translation>
    </message>
    <message>
        <source>第 {n} 篇 / 共 {all} 篇</source>
        <translation>Piece {n} of {all}</translation>
    </message>
</context>
<context>
    <name>citing</name>
    <message>
        <source>{year}年</source>
        <translation>{year}</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>约 {n} 秒</source>
        <translation>about {n} s</translation>
    </message>
    <message>
        <source>约 {n} 分钟</source>
        <translation>about {n} min</translation>
    </message>
    <message>
        <source>约 {n} 小时</source>
        <translation>about {n} h</translation>
    </message>
</context>
</TS>
