/** Why a line is kept beside the journal, in words: what happened, what that means here, and who does what about it. */
import { say } from '../judge/words.js'
import type { Say } from '../types.js'
import type { Aside } from './arrive.js'

export interface AsideWords {
  /** What happened. */
  readonly says: Say
  /** What it means: does it count, will it. */
  readonly means: Say
  /** What is to be done now, and by whom. */
  readonly todo: Say
}

const words = (says: Say, means: Say, todo: Say): AsideWords => ({ says, means, todo })

const WORDS: Readonly<Record<Aside['why'], AsideWords>> = {
  ahead: words(
    say('写它的设备，钟比本机快。', 'The device that wrote it has a clock ahead of this one.'),
    say('现在不算，到了它写的时间自动算。', 'It does not count yet; when its time comes it counts by itself.'),
    say(
      '不用重办。请写的人打开设备的「自动设定时间」；如果是本机的钟慢了，请调本机的。',
      'Nothing to do again. Whoever wrote it should turn on automatic time; if this clock is slow, set this one.',
    ),
  ),
  waiting: words(
    say('它前面的几行还没有传到。', 'Lines before it have not arrived.'),
    say('先放着，前面的一到就自动算。', 'It waits, and counts by itself as soon as they are here.'),
    say(
      '等一等。过了一天还在，请写的人把设备连一次网。',
      'Wait. If it is still here after a day, whoever wrote it should connect their device once.',
    ),
  ),
  forked: words(
    say(
      '同一台设备在同一处写了两行不同的，这是后一行，或接在后一行之后。',
      'One device wrote two different lines in one place; this is the later one, or was written on it.',
    ),
    say(
      '那台设备可能被整机复制过，或从旧备份恢复过。先写的算，这一行不算。',
      'That device may have been copied whole, or restored from an old backup. The earlier line counts, this one does not.',
    ),
    say(
      '请打电话给写的人：两台里停用一台；要办的，在留下的那台上重新办一次。',
      'Call whoever wrote it: stop using one of the two, and do again on the other what is still to be done.',
    ),
  ),
  'not-the-clocks': words(
    say(
      '它说是时限到了自动记的，可是和起动时限的那一行对不上。',
      'It claims to be written by a clock, and the line that started the clock says otherwise.',
    ),
    say(
      '不算。时限照旧由每台设备自己算，没有受影响。',
      'It does not count. Each device works the clocks out by itself, and they are as they were.',
    ),
    say(
      '您不用做什么。请管理员查那台设备：可能装着改过的程序。',
      'Nothing for you to do. The administrator should look at that device: its program may have been altered.',
    ),
  ),
  tampered: words(
    say(
      '这一行在路上被改过，和写它的设备所写的不一样。',
      'This line was changed on the way: it is not what its device wrote.',
    ),
    say(
      '改过的不算。原来那一行没有丢，还在写的人的设备里。',
      'What was changed does not count. The line itself is not lost: it is on the device that wrote it.',
    ),
    say(
      '请写的人连网再传一次，和他当面对一遍原来的内容；再请管理员查它经过的U盘或服务器。',
      'Whoever wrote it should connect and send it again, and tell you what it said. The administrator should look at the stick or server it came by.',
    ),
  ),
  forged: words(
    say(
      '签名不对：这一行说是那台设备写的，签名却不是它的。',
      'The signature is wrong: the line names a device that has not signed it.',
    ),
    say('可能有人冒用那台设备的名义。不算。', 'Somebody may be writing in the name of that device. It does not count.'),
    say(
      '先不要照着办。打电话问写的人是不是他办的；请管理员查是谁传来的。',
      'Do not go by it. Call and ask whether they did this; the administrator should find out who sent it.',
    ),
  ),
  unproven: words(
    say(
      '这一行说是哪台设备写的，却没有带来它的签名。',
      'The line names the device that wrote it, and came without its signature.',
    ),
    say(
      '还不知道是不是那台设备写的，现在不算；签名一到就自动算。',
      'Nobody knows yet whether that device wrote it. It does not count; it will as soon as the signature is here.',
    ),
    say(
      '等一等。过了一天还在，请写的人把设备连一次网。',
      'Wait. If it is still here after a day, whoever wrote it should connect their device once.',
    ),
  ),
  unreadable: words(
    say('这一行读不懂。', 'This line cannot be read.'),
    say(
      '不算，也没有丢。写它的程序可能比这里的新。',
      'It does not count and is not lost. The program that wrote it may be newer than this one.',
    ),
    say(
      '请先刷新这一页，换上新版本；还在，就导出一份给管理员看。',
      'Reload this page for the newest version; if it stays, export a copy and show it to the administrator.',
    ),
  ),
}

export const asideWords = ({ why }: Pick<Aside, 'why'>): AsideWords => WORDS[why]
