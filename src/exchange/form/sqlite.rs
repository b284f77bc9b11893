//! The rows of a table in an SQLite file — sqlite.org/fileformat2.html. Read-only, and limited to
//! the file itself: a write-ahead log beside it is ignored.

use super::text::{Unit, utf16};
use super::{be16, be32, split, sql};
use crate::error::ImportError;
use crate::limits::PARTS_MAX;

/// The magic bytes of a file.
pub(crate) const MAGIC: &[u8] = b"SQLite format 3\0";

/// One field of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Number(i64),
    Text(String),
}

/// A row, indexed by the names of its columns.
#[derive(Debug)]
pub(crate) struct Row {
    columns: Vec<String>,
    cells: Vec<Cell>,
}

impl Row {
    pub(crate) fn text(&self, column: &str) -> &str {
        if let Some(Cell::Text(text)) = self.cell(column) { text } else { "" }
    }

    pub(crate) fn number(&self, column: &str) -> Option<u64> {
        if let Some(Cell::Number(number)) = self.cell(column) {
            u64::try_from(*number).ok()
        } else {
            None
        }
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.get(self.columns.iter().position(|name| name == column)?)
    }
}

/// The rows of a table, in the order of their ids; `None` if there is no such table.
///
/// # Errors
/// [`ImportError::Database`] for a layout that is not supported, [`ImportError::Damaged`] for a malformed file.
pub(crate) fn rows(file: &[u8], table: &str) -> Result<Option<Vec<Row>>, ImportError> {
    let file = File::of(file).ok_or(ImportError::Damaged)?;
    let schema = file.table(1).ok_or(ImportError::Damaged)?;
    let text = |cells: &[Cell], at: usize| match cells.get(at) {
        Some(Cell::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let is_it = |cells: &&Vec<Cell>| {
        text(cells, 0) == "table" && text(cells, 1).eq_ignore_ascii_case(table)
    };
    let Some(entry) = schema.iter().find(is_it) else { return Ok(None) };
    let layout = sql::table(&text(entry, 4)).ok_or(ImportError::Database)?;
    if layout.is_without_row_id {
        return Err(ImportError::Database);
    }
    let root = match entry.get(3) {
        Some(Cell::Number(root)) => usize::try_from(*root).ok(),
        _ => None,
    };
    let rows = root.and_then(|root| file.table(root)).ok_or(ImportError::Damaged)?;
    let row = |mut cells: Vec<Cell>| {
        let id = cells.pop().unwrap_or(Cell::Null);
        if let Some(cell) = layout.row_id.and_then(|at| cells.get_mut(at)) {
            *cell = id;
        }
        Row { columns: layout.columns.clone(), cells }
    };
    Ok(Some(rows.into_iter().map(row).collect()))
}

/// How a file's texts are encoded.
#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16(Unit),
}

impl Encoding {
    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16(unit) => utf16(bytes, unit),
        }
    }
}

struct File<'a> {
    bytes: &'a [u8],
    page_bytes: usize,
    usable: usize,
    encoding: Encoding,
}

impl<'a> File<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let page_bytes = match be16(bytes, 16)? {
            1 => 65_536,
            size if size >= 512 && size.is_power_of_two() => size,
            _ => return None,
        };
        let usable = page_bytes.checked_sub(usize::from(*bytes.get(20)?))?;
        let encoding = match be32(bytes, 56)? {
            2 => Encoding::Utf16(u16::from_le_bytes),
            3 => Encoding::Utf16(u16::from_be_bytes),
            _ => Encoding::Utf8,
        };
        Some(Self { bytes, page_bytes, usable, encoding })
    }

    fn page(&self, number: usize) -> Option<&'a [u8]> {
        let from = number.checked_sub(1)?.checked_mul(self.page_bytes)?;
        self.bytes.get(from..from.checked_add(self.page_bytes)?)
    }

    /// All rows of the tree under a page. Each page is visited at most once, even in a malformed
    /// file.
    fn table(&self, root: usize) -> Option<Vec<Vec<Cell>>> {
        let pages = self.bytes.len() / self.page_bytes;
        let mut seen = vec![false; pages + 1];
        let mut rows = Vec::new();
        let mut waiting = vec![root];
        while let Some(number) = waiting.pop() {
            if std::mem::replace(seen.get_mut(number)?, true) {
                return None;
            }
            let page = self.page(number)?;
            let header = if number == 1 { 100 } else { 0 };
            let count = be16(page, header + 3)?;
            match page.get(header)? {
                0x05 => {
                    waiting.push(be32(page, header + 8)?);
                    for at in (0..count).rev() {
                        let cell = be16(page, header + 12 + 2 * at)?;
                        waiting.push(be32(page, cell)?);
                    }
                }
                0x0D => {
                    for at in 0..count {
                        let cell = be16(page, header + 8 + 2 * at)?;
                        rows.push(self.row(page.get(cell..)?)?);
                        if rows.len() > PARTS_MAX {
                            return None;
                        }
                    }
                }
                _ => return None,
            }
        }
        Some(rows)
    }

    /// A leaf's cell: length, row id, the part that fits, and where the rest is. The id becomes the last
    /// cell.
    fn row(&self, cell: &[u8]) -> Option<Vec<Cell>> {
        let (length, rest) = varint(cell)?;
        let (id, rest) = varint(rest)?;
        let length = usize::try_from(length).ok()?;
        if length > self.bytes.len() {
            return None;
        }
        let most = self.usable.checked_sub(35)?;
        let (payload, overflow) = if length <= most {
            (rest.get(..length)?.to_vec(), 0)
        } else {
            let least = (self.usable.checked_sub(12)?) * 32 / 255 - 23;
            let fitting = least + (length - least) % (self.usable - 4);
            let here = if fitting <= most { fitting } else { least };
            (rest.get(..here)?.to_vec(), be32(rest, here)?)
        };
        let payload = self.whole(payload, length, overflow)?;
        let mut cells = record(&payload, self.encoding)?;
        cells.push(Cell::Number(i64::try_from(id).ok()?));
        Some(cells)
    }

    fn whole(&self, mut payload: Vec<u8>, length: usize, first: usize) -> Option<Vec<u8>> {
        let mut next = first;
        while payload.len() < length {
            let page = self.page(next)?;
            next = be32(page, 0)?;
            let wanted = (length - payload.len()).min(self.usable.checked_sub(4)?);
            payload.extend_from_slice(page.get(4..4 + wanted)?);
        }
        Some(payload)
    }
}

/// A record: the types of its fields, then the fields.
fn record(payload: &[u8], encoding: Encoding) -> Option<Vec<Cell>> {
    let (header_bytes, after) = varint(payload)?;
    let header_bytes = usize::try_from(header_bytes).ok()?;
    let header_from = payload.len() - after.len();
    let mut types = payload.get(header_from..header_bytes)?;
    let mut body = payload.get(header_bytes..)?;
    let mut cells = Vec::new();
    while !types.is_empty() {
        let (kind, rest) = varint(types)?;
        types = rest;
        let bytes = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            _ => kind.checked_sub(12)? / 2,
        };
        let (field, rest) = split(body, usize::try_from(bytes).ok()?)?;
        body = rest;
        cells.push(match kind {
            1..=6 => Cell::Number(number(field)),
            8 => Cell::Number(0),
            9 => Cell::Number(1),
            kind if kind >= 13 && kind % 2 == 1 => Cell::Text(encoding.decode(field)),
            _ => Cell::Null,
        });
    }
    Some(cells)
}

/// Big-endian, in two's complement.
fn number(field: &[u8]) -> i64 {
    let sign = if field.first().is_some_and(|byte| byte & 0x80 != 0) { 0xFF } else { 0 };
    let mut bytes = [sign; 8];
    for (to, from) in bytes.iter_mut().rev().zip(field.iter().rev()) {
        *to = *from;
    }
    i64::from_be_bytes(bytes)
}

/// Big-endian groups of seven bits; a ninth byte contributes all eight.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    let mut rest = bytes;
    for _ in 0..8 {
        let (byte, after) = rest.split_first()?;
        rest = after;
        value = value << 7 | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Some((value, rest));
        }
    }
    let (byte, rest) = rest.split_first()?;
    Some((value << 8 | u64::from(*byte), rest))
}
