//! A line of shades → its edges.
//!
//! The line is followed from turning point to turning point: a rise ends where the shade falls back
//! by more than `depth`, and vice versa. Between two turning points there is one edge, where the
//! line crosses their mean. Each edge thus has its own threshold: faint codes, shaded ones and both
//! polarities are detected in the same sweep, and small noise is not.

use crate::number::real;

/// A change from one extreme shade to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    /// Where the mean shade is crossed; the middle of the line's first pixel is 0.5.
    pub(crate) at: f64,
    /// The extreme before the edge.
    pub(crate) before: u8,
    /// The extreme after the edge.
    pub(crate) after: u8,
}

/// A shade and the last position that has it.
type Extreme = (u8, usize);

/// Finds the edges of `line` whose extremes differ by more than `depth`. The two ends of the line
/// are edges too: the shade beyond them equals the one before them.
pub(crate) fn edges(line: &[u8], depth: u8, edges: &mut Vec<Edge>) {
    edges.clear();
    let Some(&first) = line.first() else { return };
    edges.push(Edge { at: 0.0, before: first, after: first });
    if let Some((mut turn, mut extreme)) = first_change(line, depth) {
        // A falling line is followed as a rising one with inverted shades.
        let mut flip = if extreme.0 > turn.0 { 0 } else { u8::MAX };
        let mut at = extreme.1 + 1;
        for chunk in line.get(at..).unwrap_or_default().chunks(16) {
            // Most of a page has a single colour, and most of a photograph changes slowly.
            let top = extreme.0 ^ flip;
            if let Ok(chunk) = <[u8; 16]>::try_from(chunk)
                && let Some(reached) = climbs(chunk, flip, top, depth)
            {
                if reached >= top {
                    let last = chunk.iter().rposition(|shade| *shade ^ flip == reached);
                    extreme = (reached ^ flip, at + last.unwrap_or(0));
                }
                at += 16;
                continue;
            }
            for &shade in chunk {
                let (level, top) = (shade ^ flip, extreme.0 ^ flip);
                if level >= top {
                    extreme = (shade, at);
                } else if level < top.saturating_sub(depth) {
                    edges.extend(crossing(line, turn, extreme));
                    (turn, extreme) = (extreme, (shade, at));
                    flip = !flip;
                }
                at += 1;
            }
        }
        edges.extend(crossing(line, turn, extreme));
    }
    let last = edges.last().map_or(first, |edge| edge.after);
    edges.push(Edge { at: real(line.len()), before: last, after: last });
}

/// The highest of sixteen levels, if none of them is a turning point of a line that has risen to
/// `top`: a few comparisons instead of sixteen.
fn climbs(pixels: [u8; 16], flip: u8, top: u8, depth: u8) -> Option<u8> {
    let levels = pixels.map(|shade| shade ^ flip);
    let low = levels.iter().fold(u8::MAX, |low, level| low.min(*level));
    let high = levels.iter().fold(0, |high, level| high.max(*level));
    (low >= high.max(top).saturating_sub(depth)).then_some(high)
}

/// The line's first turning point, and the first position that differs from it by more than
/// `depth`.
fn first_change(line: &[u8], depth: u8) -> Option<(Extreme, Extreme)> {
    let (mut low, mut high) = ((u8::MAX, 0), (0, 0));
    for (at, &shade) in line.iter().enumerate() {
        if shade <= low.0 {
            low = (shade, at);
        }
        if shade >= high.0 {
            high = (shade, at);
        }
        if high.0 - low.0 > depth {
            return Some(if low.1 < high.1 { (low, high) } else { (high, low) });
        }
    }
    None
}

/// Where the line crosses the mean of two turning points.
fn crossing(line: &[u8], from: Extreme, to: Extreme) -> Option<Edge> {
    let sum = u16::from(from.0) + u16::from(to.0);
    let middle = f64::from(sum) / 2.0;
    let steps = line.get(from.1..=to.1)?;
    let is_beyond = |shade: &u8| (2 * u16::from(*shade) > sum) == (to.0 > from.0);
    let step = steps.iter().position(is_beyond)?;
    let (before, after) =
        (f64::from(*steps.get(step.checked_sub(1)?)?), f64::from(*steps.get(step)?));
    // The middle of a pixel is half a pixel after its left border.
    let at = real(from.1 + step) - 0.5 + (middle - before) / (after - before);
    Some(Edge { at, before: from.0, after: to.0 })
}
