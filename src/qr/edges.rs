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
    if let Some((mut turn, extreme)) = first_change(line, depth) {
        // A falling line is followed as a rising one with inverted shades.
        let mut flip = if extreme.0 > turn.0 { 0 } else { u8::MAX };
        // The highest level, and a position that it comes before; only turning points need the last
        // position that has it.
        let (mut top, mut top_until) = (extreme.0 ^ flip, extreme.1 + 1);
        let mut at = extreme.1 + 1;
        for chunk in line.get(at..).unwrap_or_default().chunks(CHUNK) {
            if let Ok(chunk) = <&[u8; CHUNK]>::try_from(chunk) {
                let (low, high) = extent(chunk);
                let (lowest, reached) = if flip == 0 { (low, high) } else { (!high, !low) };
                if lowest >= reached.max(top).saturating_sub(depth) {
                    if reached >= top {
                        (top, top_until) = (reached, at + CHUNK);
                    }
                    at += CHUNK;
                    continue;
                }
            }
            for &shade in chunk {
                let level = shade ^ flip;
                at += 1;
                // Without a branch: noise would mislead the processor's guess every time.
                top_until = if level >= top { at } else { top_until };
                top = top.max(level);
                if top - level > depth {
                    let extreme = last_of(line, top ^ flip, top_until);
                    edges.extend(crossing(line, turn, extreme));
                    turn = extreme;
                    flip = !flip;
                    (top, top_until) = (shade ^ flip, at);
                }
            }
        }
        edges.extend(crossing(line, turn, last_of(line, top ^ flip, top_until)));
    }
    let last = edges.last().map_or(first, |edge| edge.after);
    edges.push(Edge { at: real(line.len()), before: last, after: last });
}

/// Most of a page has a single colour, and most of a photograph changes slowly: so many pixels are
/// followed at once if none of them is a turning point. With 16, the compiler uses no vectors.
const CHUNK: usize = 32;

/// The darkest and the lightest shade.
fn extent(chunk: &[u8; CHUNK]) -> (u8, u8) {
    let low = chunk.iter().fold(u8::MAX, |low, shade| low.min(*shade));
    let high = chunk.iter().fold(0, |high, shade| high.max(*shade));
    (low, high)
}

/// A shade and the last position before `until` that has it.
fn last_of(line: &[u8], shade: u8, until: usize) -> Extreme {
    let before = line.get(..until).unwrap_or_default();
    (shade, before.iter().rposition(|other| *other == shade).unwrap_or(0))
}

/// The line's first turning point, and the first position that differs from it by more than
/// `depth`.
fn first_change(line: &[u8], depth: u8) -> Option<(Extreme, Extreme)> {
    // Each with a position that it comes before.
    let (mut low, mut high) = ((u8::MAX, 0), (0, 0));
    for (chunk, from) in line.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
        if let Ok(chunk) = <&[u8; CHUNK]>::try_from(chunk) {
            let (darkest, lightest) = extent(chunk);
            if lightest.max(high.0) - darkest.min(low.0) <= depth {
                if darkest <= low.0 {
                    low = (darkest, from + CHUNK);
                }
                if lightest >= high.0 {
                    high = (lightest, from + CHUNK);
                }
                continue;
            }
        }
        for (&shade, until) in chunk.iter().zip(from + 1..) {
            if shade <= low.0 {
                low = (shade, until);
            }
            if shade >= high.0 {
                high = (shade, until);
            }
            if high.0 - low.0 > depth {
                let [low, high] = [low, high].map(|(shade, until)| last_of(line, shade, until));
                return Some(if low.1 < high.1 { (low, high) } else { (high, low) });
            }
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

#[cfg(test)]
mod tests {
    use super::{Edge, crossing, edges};
    use crate::number::real;

    /// The same pixel by pixel.
    fn one_by_one(line: &[u8], depth: u8) -> Vec<Edge> {
        let mut found = vec![Edge { at: 0.0, before: line[0], after: line[0] }];
        let (mut low, mut high) = ((u8::MAX, 0), (0, 0));
        let mut rest = line.iter().copied().zip(0..);
        let start = rest.find_map(|(shade, at)| {
            low = if shade <= low.0 { (shade, at) } else { low };
            high = if shade >= high.0 { (shade, at) } else { high };
            (high.0 - low.0 > depth).then_some(if low.1 < high.1 {
                (low, high)
            } else {
                (high, low)
            })
        });
        if let Some((mut turn, mut extreme)) = start {
            for (shade, at) in rest {
                if shade == extreme.0 || (shade > extreme.0) == (extreme.0 > turn.0) {
                    extreme = (shade, at);
                } else if shade.abs_diff(extreme.0) > depth {
                    found.extend(crossing(line, turn, extreme));
                    (turn, extreme) = (extreme, (shade, at));
                }
            }
            found.extend(crossing(line, turn, extreme));
        }
        let last = found.last().unwrap().after;
        found.push(Edge { at: real(line.len()), before: last, after: last });
        found
    }

    #[test]
    fn chunks_give_the_edges_that_single_pixels_give() {
        let mut dice = 1_u32;
        let mut roll = |below: u32| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 16) % below
        };
        let mut found = Vec::new();
        for length in 1..600 {
            // Runs of up to 90 pixels, with noise that is sometimes as strong as an edge.
            let noise = 1 + roll(40);
            let mut line: Vec<u8> = Vec::new();
            while line.len() < length {
                let shade = roll(216);
                for _ in 0..=roll(90) {
                    line.push(u8::try_from(shade + roll(noise)).unwrap());
                }
            }
            line.truncate(length);
            edges(&line, 20, &mut found);
            assert_eq!(found, one_by_one(&line, 20), "{line:?}");
        }
    }
}
