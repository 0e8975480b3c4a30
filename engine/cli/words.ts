/** What the command line says of itself, in zh and en. */
import type { Say } from '../types.js'

export const HELP: Readonly<Record<string, Say>> = {
  linli: {
    zh: `邻里：看懂、查错、试算规则文件。

  linli check   <文件…>  查错：哪一行哪一列，错在哪里
  linli explain <文件…>  解说：每一条规则、每一行对照表、每一个时限，一句话一条
  linli try     <文件…>  试算：文件里的例子，一个一个算给您看
  linli verify  <文件…>  查表：对照表里哪几行打架、哪里漏了、哪行永远用不上
  linli table   out|in …  对照表导出成 Excel，改好再读回来
  linli diff    <旧> <新>  比对：两版文件差在哪里，一处一句话
  linli backtest <改过的文件> --journal <台账>  回测：要是早这么改，过去哪些事会不同

文件是 ….community.json（社区文件，连同它用到的规则包）或 ….pack.json（一份规则包），也可以给一个文件夹。

  --lang zh|en  用中文还是英文说，默认中文
  --json        给程序读
  --help        这份说明；linli check --help 说得更细

结束时的代码：0 没有问题，1 有错误、例子对不上或对照表不妥，2 命令没写对或文件找不到。`,
    en: `Linli: check, explain and try rule files.

  linli check   <file…>  what is wrong, with line and column
  linli explain <file…>  every rule, table row and clock as a sentence
  linli try     <file…>  every example in the files, and how it came out
  linli verify  <file…>  rows of tables that overlap, gaps between them, rows that never match
  linli table   out|in …  a table out as a spreadsheet, and back in
  linli diff    <old> <new>  what differs between two versions of a file, in plain words
  linli backtest <changed file> --journal <journal>  which past decisions would have come out otherwise

A file is a ….community.json (with the packs it uses) or a ….pack.json; a folder stands for those in it.

  --lang zh|en  language of the answer, zh unless told
  --json        for machines
  --help        this page; linli check --help says more

Exit code: 0 all is well, 1 an error, an example that comes out otherwise or a faulty table, 2 a wrong command or a missing file.`,
  },
  check: {
    zh: `linli check <文件或文件夹…> [--lang zh|en] [--json]

查错。每个问题一句话：文件:行:列，错在哪里，您是不是想写别的，并把那一行标给您看。
「提醒」不影响使用，「错误」要改了才能装上。上级社区文件和用到的规则包一起查。`,
    en: `linli check <files or folders…> [--lang zh|en] [--json]

One sentence for each trouble: file:line:column, what is wrong, what was probably meant, and the line with the place
marked. Warnings do not stop anything, errors do. Files above and the packs that are used are checked together.`,
  },
  explain: {
    zh: `linli explain <文件或文件夹…> [--lang zh|en] [--json]

解说。把规则包里的数字、办理、规则、时限、对照表一条一条说成话；给社区文件，就按那个社区改过的说。`,
    en: `linli explain <files or folders…> [--lang zh|en] [--json]

The numbers, acts, rules, clocks and tables of a pack in sentences; of a community file, as that community changed them.`,
  },
  try: {
    zh: `linli try <文件或文件夹…> [--lang zh|en] [--json]

试算。规则包里的每个例子算一遍：「绿」是和写的一样，「红」是不一样，并说应该怎样、算出来怎样。`,
    en: `linli try <files or folders…> [--lang zh|en] [--json]

Plays every example of the packs: green comes out as written; red does not, with what was expected and what came.`,
  },
  verify: {
    zh: `linli verify <文件或文件夹…> [--lang zh|en] [--json]

查表。「✗」是要改的：哪几行同时适用、哪几行说法不一、哪种情况没有一行管、哪一行永远用不上，都给一个真碰得上的情况。
「·」只是提醒：有一项没填时，没有一行适用。`,
    en: `linli verify <files or folders…> [--lang zh|en] [--json]

Looks at every table. ✗ is to be mended: rows that match together or contradict each other, cases that no row covers,
rows that never match, each with a case that shows it. · is a note: no row matches while an answer is missing.`,
  },
  table: {
    zh: `linli table out <规则包> <表> --to <文件.xlsx 或 .csv> [--gbk] [--lang zh|en]
linli table in <规则包> <表> <文件.xlsx 或 .csv> [--write] [--lang zh|en] [--json]

out 把一张对照表导出成表格：标题是中文（或英文），后面括号里是列名；不写 --to 就直接显示出来，--gbk 给只认 GBK 的程序。
in 把表格读回来：先说哪几行会变，加 --write 才写进规则包，规则包里别的地方一个字也不动。
读不懂的格子一个一个说：B7，写的是什么，是不是想写别的；有一格读不懂就什么也不写。`,
    en: `linli table out <pack> <table> --to <file.xlsx or .csv> [--gbk] [--lang zh|en]
linli table in <pack> <table> <file.xlsx or .csv> [--write] [--lang zh|en] [--json]

out writes a table as a spreadsheet, with titles in Chinese or English and the names of its columns in brackets; without
--to it is printed, --gbk is for programs that read nothing else.
in reads it back: it says what would change, and writes it into the pack only with --write; nothing else in the file is
touched. Each cell that cannot be read is named, B7, with what was probably meant; then nothing is written.`,
  },
  diff: {
    zh: `linli diff <旧文件> <新文件> [--lang zh|en] [--json]

比对。两份规则包，或者两份社区文件（连同它们用到的规则包），差在哪里：「+」是新加的，「-」是去掉的，「~」是改了的。
数字写「原来 → 现在」，规则、办理、时限把前后两句话都写出来。文件有错误就先报错误。`,
    en: `linli diff <old file> <new file> [--lang zh|en] [--json]

Two packs, or two community files with the packs they use: + is new, - is gone, ~ is other than before. Numbers as
before → after; of rules, acts and clocks both sentences. Files with errors are told first.`,
  },
  backtest: {
    zh: `linli backtest <改过的文件> --journal <导出的台账.jsonl> [--from 2020-04-01] [--to 2020-04-30]
               [--by grid] [--quick] [--all] [--lang zh|en] [--json]

回测。把过去的台账按改过的规则包或社区文件重走一遍：哪些会不准、哪些会准、哪些时限会超或不超、随后会多办少办什么，
按规则和地点（--by，默认网格）数出来，再一件一件说当时怎样、改后怎样。人办的事照旧。
--quick 只问规则成不成立，快得多。台账只读，不改动什么；当时没准办的没有留下记录，无从知道。`,
    en: `linli backtest <changed file> --journal <exported journal.jsonl> [--from 2020-04-01] [--to 2020-04-30]
               [--by grid] [--quick] [--all] [--lang zh|en] [--json]

Plays a journal again by a changed pack or community file: what would have been refused or not, which clocks would have
run out, what would have followed; counted by rule and by place (--by, grids unless told), then one by one, then and now.
What people did stays done. --quick asks only which rules hold, and is much faster. The journal is only read; what was
refused at the time left no line and is not known.`,
  },
}
