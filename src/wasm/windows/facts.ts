// What pages say about themselves: the core's own types, in TypeScript's spelling. A test holds them together.

/** A field as `content/collect.js` sees it; never its value. */
export interface FieldFacts {
  /** Its place in the collector's list. */
  index: number;
  /** The effective `type`; `editable` for what is no input. */
  inputType: string;
  autocomplete: string;
  /** `name` and `id`. */
  identifiers: string;
  /** `class`, test ids and framework names. */
  marks: string;
  /** Labels by every route, `placeholder`, `title`. */
  label: string;
  /** The text just before it. */
  before: string;
  /** The text just after it. */
  after: string;
  /** Headings and legends of the form, dialog or section around it. */
  heading: string;
  /** The text of the form or dialog it belongs to. */
  around: string;
  /** What the page says before it, up to the heading, without links and buttons: a line a block. */
  above: string;
  /** The same behind it. */
  below: string;
  /** The links and buttons there. */
  asides: string;
  /** Name, id, class and address of that form. */
  form: string;
  /** -1 if there is none. */
  maxLength: number;
  /** It asks for digits. */
  numeric: boolean;
  /** Its form or dialog has a password field as well. */
  withPassword: boolean;
  /** … in which nothing stands. */
  waits: boolean;
  /** How many other fields its form or dialog shows. */
  beside: number;
  /** A person could see it and type into it, now or after scrolling. */
  usable: boolean;
  /** … without scrolling first. */
  inView: boolean;
  /** They could, were it not disabled or read-only. */
  openable: boolean;
  readOnly: boolean;
  /** Where its form can send to: origins, or the bare scheme of what has no site. */
  sendsTo: string[];
  /** Nothing stands in it. */
  empty: boolean;
  focused: boolean;
  /** CSS pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A button as `content/collect.js` sees it. */
export interface ButtonFacts {
  /** Its place in the collector's list. */
  index: number;
  /** What it says. */
  text: string;
  /** `name` and `id`. */
  identifiers: string;
  /** It sends its form. */
  submits: boolean;
  /** The fields of the form or dialog it belongs to. */
  fields: number[];
  /** A person could press it now. */
  usable: boolean;
  /** Where it sends its form; empty if it sends none. */
  sendsTo: string;
}

/** One frame of a page. */
export interface FrameFacts {
  /** The browser's number for it; 0 is the page itself. */
  frameId: number;
  /** Its own origin. */
  origin: string;
  /** Title and address, as words. */
  about: string;
  /** In document order. */
  fields: FieldFacts[];
  /** In document order. */
  buttons: ButtonFacts[];
  /** The origins of frames in it that nobody sees. */
  unseen: string[];
  /** … that have to be scrolled to. */
  away: string[];
}

/** Something that a page tells people who have just done something, where they can read it. */
export interface SaidFacts {
  text: string;
  /** It belongs to the field of the code alone. */
  near: boolean;
  /** It stood there before the code was typed. */
  before: boolean;
}

/** What was seen happening in a page since a code was typed into it. */
export interface Traces {
  /** A form was submitted, a button that sends was pressed, or Enter in the field. */
  sent: boolean;
  /** The page asked its server for something. */
  requested: boolean;
  /** The person did something else in the page. */
  touched: boolean;
  /** The page went away before the person did anything in it. */
  left: boolean;
  /** The field's document is another one than that in which the code was typed. */
  moved: boolean;
  /** … reached from a page of the same site, neither by reloading nor through the history. */
  onward: boolean;
  /** The status that it came with; 0 if the browser does not say. */
  status: number;
  /** The field that was typed into is still shown. */
  held: boolean;
  /** The page's words name that field as one for codes. */
  known: boolean;
  /** The page shows a field for a password. */
  password: boolean;
  /** There is nothing to read on the page. */
  blank: boolean;
  /** The page has finished loading, draws nothing more and shows no sign of being busy. */
  calm: boolean;
}
