//! A line of shades → its edges.
//!
//! The line is followed from turning point to turning point: a rise ends where the shade falls back
//! by more than a depth, and the other way round. Between two turning points lies one edge, where
//! the line crosses the middle of the two. So each edge has a threshold of its own: faint codes,
//! shaded ones and both polarities are seen in the same sweep, and small noise is not.

use crate::number::real;

/// A change from one extreme shade to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// Where the middle shade is crossed; the middle of the line's first pixel is 0.5.
    pub(crate) at: f64,
    /// The extreme before.
    pub(crate) before: u8,
    /// The extreme after.
    pub(crate) after: u8,
}

/// A shade and the last place where it stands.
type Extreme = (u8, usize);

/// Finds the edges of `line`, whose extremes differ by more than `depth`. The line's two ends are
/// edges too: the shade beyond them is the one before them.
pub(crate) fn edges(line: &[u8], depth: u8, edges: &mut Vec<Edge>) {
    edges.clear();
    let Some(&first) = line.first() else { return };
    edges.push(Edge { at: 0.0, before: first, after: first });
    // The lowest and the highest place since the last turning point, that point included.
    let (mut low, mut high): (Extreme, Extreme) = ((first, 0), (first, 0));
    let mut rising = None;
    let mut at = 1;
    while let Some(&shade) = line.get(at) {
        if rising != Some(true) && shade > low.0.saturating_add(depth) {
            if rising.is_some() {
                edges.extend(crossing(line, high, low));
            }
            rising = Some(true);
            high = (shade, at);
        } else if rising != Some(false) && shade < high.0.saturating_sub(depth) {
            if rising.is_some() {
                edges.extend(crossing(line, low, high));
            }
            rising = Some(false);
            low = (shade, at);
        } else {
            if rising != Some(true) && shade <= low.0 {
                low = (shade, at);
            }
            if rising != Some(false) && shade >= high.0 {
                high = (shade, at);
            }
        }
        at += 1;
        // Most of a page is of one colour.
        while line.get(at..at + 16).is_some_and(|next| next == [shade; 16]) {
            at += 16;
            if rising != Some(true) && shade == low.0 {
                low.1 = at - 1;
            }
            if rising != Some(false) && shade == high.0 {
                high.1 = at - 1;
            }
        }
    }
    match rising {
        Some(true) => edges.extend(crossing(line, low, high)),
        Some(false) => edges.extend(crossing(line, high, low)),
        None => {}
    }
    let last = edges.last().map_or(first, |edge| edge.after);
    edges.push(Edge { at: real(line.len()), before: last, after: last });
}

/// Where the line crosses the middle between two turning points.
fn crossing(line: &[u8], from: Extreme, to: Extreme) -> Option<Edge> {
    let middle = (f64::from(from.0) + f64::from(to.0)) / 2.0;
    let steps = line.get(from.1..=to.1)?;
    let is_beyond = |shade: &u8| (f64::from(*shade) > middle) == (to.0 > from.0);
    let step = steps.iter().position(is_beyond)?;
    let (before, after) =
        (f64::from(*steps.get(step.checked_sub(1)?)?), f64::from(*steps.get(step)?));
    // The middles of the two pixels are half a pixel after their left borders.
    let at = real(from.1 + step) - 0.5 + (middle - before) / (after - before);
    Some(Edge { at, before: from.0, after: to.0 })
}
