/** What comes late for whoever keeps the posts: the menu of a row, and the form that it opens. */
import type { Rung } from '../../engine/roster/posts.js'
import type { Station } from '../../engine/station.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import type { Desk, Wish } from './desk.js'
import { actsDesk } from './desk-acts.js'
import { fileDesk } from './desk-file.js'
import type { Floating, Taken } from './popup.js'
import { PostDialog } from './post-dialog.js'
import { RowMenu } from './row-menu.js'
import type { Seen } from './seen.js'

export interface KeepingWays {
  readonly take: (taken: Taken) => Promise<boolean>
  /** Draws something that floats, and shows it. */
  readonly open: (floating: Floating) => void
  readonly closed: (floating: Floating) => void
}

/** @param station whose pack keeps the posts; without it, or without such a pack, the roster itself is edited */
export class Keeping {
  readonly #desk: Desk

  constructor(
    private readonly host: LinliElement,
    private readonly seen: Seen,
    private readonly ways: KeepingWays,
    station: Station | undefined,
  ) {
    this.#desk = (station && actsDesk(station, seen)) ?? fileDesk(seen, ways.take)
  }

  async menu(place: PlaceId, anchor: DOMRect): Promise<void> {
    const wishes = await this.#desk.wishes(place)
    if (wishes.length === 0) return
    const menu: RowMenu = new RowMenu(this.host, this.seen, wishes, anchor, {
      choose: (wish) => this.#form(wish),
      closed: () => this.ways.closed(menu),
    })
    this.ways.open(menu)
  }

  /** Somebody for a vacant rung. */
  async fill({ place, post }: Rung): Promise<void> {
    const wishes = await this.#desk.wishes(place)
    const wish = wishes.find(({ seat }) => seat.post === post && seat.party === undefined)
    if (wish) this.#form(wish)
  }

  #form(wish: Wish): void {
    const dialog: PostDialog = new PostDialog(this.host, this.seen, this.#desk, wish, {
      closed: () => this.ways.closed(dialog),
    })
    this.ways.open(dialog)
  }
}
