//! The tables and pictures of an HTML page that an app wrote for printing. Not a parser: it reads
//! rows, cells and `data:` URLs, and ignores all other markup.

use super::text::pieces;
use super::xml::unescape;

/// The rows of all tables: the text of their cells.
pub(crate) fn rows(page: &str) -> Vec<Vec<String>> {
    let lower = page.to_ascii_lowercase();
    let starts: Vec<_> = lower.match_indices("<tr").map(|(at, _)| at).collect();
    let rows = pieces(page, &starts).into_iter();
    rows.map(|row| cells(row.split("</tr").next().unwrap_or_default())).collect()
}

fn cells(row: &str) -> Vec<String> {
    let lower = row.to_ascii_lowercase();
    let is_cell = |at: &usize| lower.get(at + 2..).is_some_and(|rest| rest.starts_with(['d', 'h']));
    let starts: Vec<_> = lower.match_indices("<t").map(|(at, _)| at).filter(is_cell).collect();
    pieces(row, &starts).into_iter().map(|cell| text(cell).trim().to_owned()).collect()
}

/// Text without its tags.
fn text(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    unescape(&text)
}

/// Most pictures of one file.
const PICTURES_MAX: usize = 1_000;

/// The `data:` URLs of pictures.
pub(crate) fn pictures(page: &str) -> Vec<String> {
    let mut urls = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find("data:image/") {
        let from = rest.get(at..).unwrap_or_default();
        let end = from.find(['"', '\'', ')', '<', '>', '\\']).unwrap_or(from.len());
        let (url, after) = from.split_at_checked(end).unwrap_or((from, ""));
        // Each byte is read once, however many URLs a hostile page begins.
        rest = after;
        if url.contains(";base64,") && urls.len() < PICTURES_MAX {
            urls.push(url.split_whitespace().collect());
        }
    }
    urls
}
