import { CreditAcker } from "../wire/credit-acker";
import type { HubFactory } from "../wire/hub";
import { ColumnHead } from "./column-head";
import { ColumnMenu } from "./column-menu";
import { JsonColumns } from "./json-columns";
import { LineChoice } from "./line-choice";
import { LineDetails } from "./line-details";
import { everything, type Wanted } from "./line-filter";
import { LineDrawer } from "./line-drawer";
import { keepSettings, readSettings, rowHeightOf, type ViewSettings } from "./view-settings";
import { ViewMenu } from "./view-menu";
import { copyLines } from "./copy-lines";
import { FollowMode } from "./follow-mode";
import { FrameClock } from "./frame-clock";
import { defaultLimits, LineRing } from "./line-ring";
import { HubLog } from "./hub-log";
import { JumpMenu } from "./jump-menu";
import { LogFinder } from "./log-finder";
import { LogFrame } from "./log-frame";
import type { LogLabels } from "./log-labels";
import { LogNavigation } from "./log-navigation";
import type { FollowRequest } from "./log-feed";
import { LogSource } from "./log-source";
import { LogSources } from "./log-sources";
import { LogToolbar } from "./log-toolbar";
import { LogWindow } from "./log-window";
import { readMergedPage } from "./merged-decoder";
import { OVERLAP_LINES } from "./overlap-filter";
import type { LogRecord } from "./records";
import { FixedHeights, type RowHeights } from "./row-heights";
import { RowList } from "./row-list";
import { listenToSearchKeys } from "./search-keys";
import { listenToScrolling } from "./scroll-input";
import { SelectionHold } from "./selection-hold";
import { SourceMenu } from "./source-menu";
import { sharedPrefix, sourceWidth } from "./source-name";
import type { TimestampStyle } from "./timestamp";
import { WrappedHeights } from "./wrapped-heights";

/** Of the font size: about one character of the style sheet's font, for estimates only. */
const CHARACTER_WIDTH = 0.6;

/**
 * Bytes acknowledged ahead of a drawn frame. Drawing costs the same for one batch or fifty, so waiting
 * for each frame would cap the rate at one window a frame; not waiting at all would hide a frozen view.
 */
const AHEAD_OF_FRAME = 2 * 1024 * 1024;

/** What a {@link LogSession} is made of. */
export interface LogSessionOptions {
  request: FollowRequest;
  /** Address of the log as a file; "" offers none. */
  download: string;
  labels: LogLabels;
  timestamps: TimestampStyle;
  connect: HubFactory;
  /** The reader asks for a new session after a refusal. */
  retry(): void;
}

/** One log being shown: joins source, ring and view. Ends with {@link close}. */
export class LogSession {
  readonly ring = new LineRing();
  readonly follow = new FollowMode((following) => this.#followChanged(following));

  readonly #sources = new LogSources(() => this.#sourcesChanged());
  readonly #columns = new JsonColumns();
  #wanted = everything;
  #settings = readSettings();
  #width = 0;
  #height = 0;
  #timestamps: TimestampStyle;
  #seenLines = 0;
  #untilFrame = 0;
  #ackLater = 0;
  #notFound = "";
  /** The last lines shown when the view was cleared: still needed to resume. */
  #cleared: LogRecord[] = [];

  readonly #end = new AbortController();
  readonly #clock = new FrameClock(() => this.#draw());
  readonly #acker = new CreditAcker((bytes) => this.#source.acknowledge(bytes), { threshold: 32 * 1024, idle: 20 });
  readonly #source: LogSource;
  readonly #window: LogWindow;
  readonly #navigation: LogNavigation;
  readonly #choice: LineChoice;
  readonly #details: LineDetails;
  readonly #finder: LogFinder;
  readonly #frame: LogFrame;
  readonly #toolbar: LogToolbar;
  readonly #sourceMenu: SourceMenu;
  readonly #columnMenu: ColumnMenu;
  readonly #columnHead: ColumnHead;
  #sourceNames = { width: 0, shared: 0 };
  readonly #drawer: LineDrawer;
  readonly #list: RowList;
  readonly #hold: SelectionHold;
  readonly #resizes: ResizeObserver;

  constructor(root: ShadowRoot, private readonly options: LogSessionOptions) {
    this.#timestamps = options.timestamps;
    this.#wanted = { ...everything, folded: this.#settings.folded };
    this.#drawer = new LineDrawer(this.ring, this.#wanted);
    this.#sourceMenu = new SourceMenu(options.labels, (hiddenSources) => this.#want({ hiddenSources }));
    this.#columnMenu = new ColumnMenu(
      options.labels, this.#columns, this.#settings.columns, (columns) => this.#set({ ...this.#settings, columns }));
    this.#columnHead = new ColumnHead(this.#columns);
    this.#toolbar = new LogToolbar(options.labels, {
      toggleFollow: () => this.follow.following ? this.follow.letGo() : this.#navigation.toNewest(),
      toggleWrap: () => this.#toggleWrap(),
      clear: () => this.#clear(),
      copy: () => copyLines(this.ring),
      search: () => this.#finder.box.open(),
      timestamps: (style) => this.showTimestamps(style),
    }, new JumpMenu(options.labels, {
      oldest: () => void this.#navigation.toOldest(),
      newest: () => this.#navigation.toNewest(),
      time: (moment) => void this.#navigation.toTime(moment),
      utc: () => this.#timestamps === "utc",
    }).element, new ViewMenu(
      options.labels, this.#wanted, this.#settings,
      (wanted) => this.#want(wanted),
      (settings) => this.#set({ ...settings, wrap: this.#settings.wrap, columns: this.#settings.columns })).element,
    this.#sourceMenu.element, this.#columnMenu.element);
    if (options.download) this.#toolbar.offer(options.download);
    this.#details = new LineDetails(options.labels, () => this.#frame.viewport.focus(), (index) => this.#sources.nameOf(index));
    const log = new HubLog(() => this.#source);
    this.#finder = new LogFinder(this.ring, log, options.labels, () => this.#frame.viewport, () => this.#clock.ask());
    this.#frame = new LogFrame(
      root, [this.#toolbar.element, this.#finder.box.element, this.#columnHead.element], this.#finder.marks.element, this.#details.element, options.labels,
      () => this.#navigation.toNewest(), options.retry);
    const viewport = this.#frame.viewport;
    this.#list = new RowList(viewport, this.#drawer.rows, this.#heights(), this.follow, (row, shown) => this.#drawRow(row, shown));
    this.#hold = new SelectionHold(viewport, () => this.follow.letGo(), () => this.#clock.ask());
    this.#hold.listen(this.#end.signal);
    document.addEventListener("visibilitychange", () => this.#visibilityChanged(), { signal: this.#end.signal });
    this.#resizes = new ResizeObserver(() => this.#resized(viewport.clientWidth, viewport.clientHeight));
    this.#resizes.observe(viewport);
    this.#columnHead.follow(viewport, this.#end.signal);
    this.#window = options.request.selector
      ? new LogWindow(this.ring, log, () => this.#clock.ask(), (page) => readMergedPage(page, this.#sources))
      : new LogWindow(this.ring, log, () => this.#clock.ask());
    this.#source = new LogSource(options.request, this.#window, {
      batch: (bytes) => this.#batch(bytes),
      state: (state, reason) => {
        if (state === "live") this.#acker.reset();
        this.#frame.showState(state, reason);
        if (state === "live") void this.#choice.connected();
        this.#clock.ask();
      },
      shown: () => [...this.#cleared, ...this.#window.lastLines(OVERLAP_LINES)].slice(-OVERLAP_LINES),
    }, options.connect, this.#sources);
    this.#navigation = new LogNavigation(
      this.#window, this.#list, this.follow, log, () => this.#clock.ask(), (reason) => this.#notFound = reason);
    this.#choice = new LineChoice(viewport, this.ring, this.#navigation, this.#details, () => this.#timestamps, () => this.#redraw());
    this.#choice.listen(this.#end.signal);
    this.#finder.use(this.#list, this.#navigation);
    listenToSearchKeys(root, this.#finder, this.#end.signal);
    this.#redraw();
    listenToScrolling(viewport, this.#list, this.#navigation, () => this.#clock.ask(), this.#end.signal);
    this.#source.run().catch((error: unknown) => this.#frame.showState("failed", String(error)));
    this.#clock.ask();
  }

  /** Another way to write the time column. */
  showTimestamps(style: TimestampStyle): void {
    this.#timestamps = style;
    this.#redraw();
  }

  /** Ends the connection and all listening. */
  close(): void {
    this.#end.abort();
    this.#finder.close();
    this.#source.stop();
    this.#acker.reset();
    this.#clock.stop();
    this.#resizes.disconnect();
  }

  #batch(bytes: number): void {
    this.#untilFrame += bytes;
    // A hidden page draws no frames, and must not hold the server back for that.
    if (document.hidden || this.#untilFrame <= AHEAD_OF_FRAME) this.#acker.add(bytes);
    else this.#ackLater += bytes;
    this.#clock.ask();
  }

  #draw(): void {
    if (!this.#hold.held) {
      if (!this.#drawer.rows.sync()) this.#clock.ask();
      this.#render();
    }
    const newLines = this.follow.following ? undefined : this.ring.lineCount - this.#seenLines;
    this.#frame.showCounts(this.ring.count, newLines, this.#window.attached);
    this.#frame.showTask(this.#window.task, this.#window.error || this.#notFound);
    this.#finder.draw(this.#height);
    if (!this.follow.following) this.#window.inSight(this.#list.sight.first, this.#list.sight.end, !this.#drawer.filtering);
    this.#columnMenu.show();
    this.#columnHead.show(this.#shownColumns(), this.#timestamps, this.#sourceNames.width);
    this.#toolbar.show({
      following: this.follow.following, wrap: this.#settings.wrap, timestamps: this.#timestamps,
      lines: this.ring.count, shown: this.#drawer.rows.count,
    });
    this.#releaseAcks();
  }

  #render(): void {
    const { version } = this.#columns;
    this.#list.render();
    if (version === this.#columns.version || this.#settings.columns.length === 0) return;
    // A value was wider than those before it: all rows have its column's width.
    this.#list.invalidate();
    this.#clock.ask();
  }

  #visibilityChanged(): void {
    if (document.hidden) this.#releaseAcks();
    else this.#clock.ask();
  }

  #releaseAcks(): void {
    this.#acker.add(this.#ackLater);
    this.#untilFrame = this.#ackLater = 0;
  }

  #drawRow(row: HTMLElement, shown: number): void {
    this.#drawer.draw(row, shown, {
      labels: this.options.labels, timestamps: this.#timestamps, pattern: this.#finder.pattern,
      fields: this.#settings.fields || this.#settings.columns.length > 0,
      sourceOf: (index) => this.#sources.nameOf(index), sourceNames: this.#sourceNames,
      columns: { chosen: this.#settings.columns, widths: this.#columns },
    }, this.#navigation.target, (seq) => this.#useRows(() => this.#drawer.toggle(seq, this.#list.top)));
  }

  #want(change: Partial<Wanted>): void {
    this.#wanted = { ...this.#wanted, ...change };
    this.#useRows(() => this.#drawer.filter(this.#wanted, this.#list.top));
  }

  #sourcesChanged(): void {
    const names = this.#sources.all.map(({ name }) => name);
    const shared = sharedPrefix(names);
    this.#sourceNames = { shared, width: sourceWidth(names, shared) };
    this.#sourceMenu.show(this.#sources.all);
    this.#list.invalidate();
    this.#clock.ask();
  }

  // Where no line has one of the fields, their names over it would be of nothing.
  #shownColumns(): readonly string[] {
    return this.#columns.version > 0 ? this.#settings.columns : [];
  }

  /** Shows other rows, around the place where the reader is. */
  #useRows(choose: () => void): void {
    choose();
    this.#redraw();
  }

  #set(settings: ViewSettings): void {
    this.#settings = settings;
    keepSettings(settings);
    this.#redraw();
  }

  #followChanged(following: boolean): void {
    if (!following) this.#seenLines = this.ring.lineCount;
    this.#clock.ask();
  }

  #toggleWrap(): void {
    this.#set({ ...this.#settings, wrap: !this.#settings.wrap });
  }

  #clear(): void {
    this.#cleared = [...this.#cleared, ...this.#window.lastLines(OVERLAP_LINES)].slice(-OVERLAP_LINES);
    this.#window.clear();
    this.follow.follow();
    this.#redraw();
  }

  #resized(width: number, height: number): void {
    this.#list.resized(height);
    if (this.#settings.wrap && width !== this.#width) this.#redraw();
    this.#width = width;
    this.#height = height;
    this.#clock.ask();
  }

  /** All heights and rows anew. */
  #redraw(): void {
    this.#frame.wrap = this.#settings.wrap;
    this.#frame.fontSize = this.#settings.fontSize;
    this.#list.use(this.#drawer.rows, this.#heights());
    this.#clock.ask();
  }

  #heights(): RowHeights {
    const height = rowHeightOf(this.#settings.fontSize);
    if (!this.#settings.wrap) return new FixedHeights(this.#drawer.rows, height);
    const columns = Math.max(20, Math.floor(this.#frame.viewport.clientWidth / (this.#settings.fontSize * CHARACTER_WIDTH)) - 16);
    return new WrappedHeights(this.#drawer.rows, defaultLimits.rows, height, columns);
  }
}
