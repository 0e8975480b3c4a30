/** What comes late for whoever keeps posts and grids: the menu of a row, and the forms that it opens. */
import type { Rung } from '../../engine/roster/posts.js'
import type { Station } from '../../engine/station.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import type { Desk, Wish } from './desk.js'
import { actsDesk } from './desk-acts.js'
import { fileDesk } from './desk-file.js'
import type { GridDesk, GridWish } from './grid-desk.js'
import { actsGridDesk } from './grid-desk-acts.js'
import { fileGridDesk } from './grid-desk-file.js'
import { GridDialog, gridWishTitle } from './grid-dialog.js'
import type { Floating, Taken } from './popup.js'
import { PostDialog, wishTitle } from './post-dialog.js'
import { RowMenu, type MenuItem } from './row-menu.js'
import type { Seen } from './seen.js'

export interface KeepingWays {
  readonly take: (taken: Taken) => Promise<boolean>
  /** Draws something that floats, and shows it. */
  readonly open: (floating: Floating) => void
  readonly closed: (floating: Floating) => void
  /** Goes to a place, and says who answers there. */
  readonly show: (place: PlaceId) => void
}

export class Keeping {
  readonly #desk: Desk

  /** @param station whose packs keep posts and grids; without it, or without such a pack, the roster itself is edited */
  constructor(
    private readonly host: LinliElement,
    private readonly seen: Seen,
    private readonly ways: KeepingWays,
    private readonly station: Station | undefined,
  ) {
    this.#desk = (station && actsDesk(station, seen)) ?? fileDesk(seen, ways.take)
  }

  async menu(place: PlaceId, anchor: DOMRect): Promise<void> {
    const posts = (await this.#desk.wishes(place)).map((wish) => ({
      title: wishTitle(this.host, this.seen, wish),
      ...(wish.no && { no: wish.no }),
      choose: () => this.#form(wish),
    }))
    const items = [...posts, ...(await this.#grid(place))]
    if (items.length === 0) return
    const menu: RowMenu = new RowMenu(this.host, items, anchor, () => this.ways.closed(menu))
    this.ways.open(menu)
  }

  /** What may be done with a grid as a whole. */
  async #grid(place: PlaceId): Promise<readonly MenuItem[]> {
    if (this.seen.places.get(place)?.kind !== 'grid') return []
    const { station } = this
    const desk = (station && actsGridDesk(station, this.seen)) ?? fileGridDesk(this.seen, this.ways.take)
    const form = (wish: GridWish, by: GridDesk) => {
      const dialog: Floating = new GridDialog(this.host, this.seen, by, wish, {
        closed: () => this.ways.closed(dialog),
        done: () => this.ways.show(place),
      })
      this.ways.open(dialog)
    }
    const wishes = await desk.wishes(place)
    return wishes.map((wish) => ({
      title: gridWishTitle(this.host, this.seen, wish),
      ...(wish.no && { no: wish.no }),
      choose: () => form(wish, desk),
    }))
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
