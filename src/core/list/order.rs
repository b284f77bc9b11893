use super::search::plain;
use crate::account::Account;
use std::cmp::Ordering;

/// The gap between two places, so that most moves write only one account.
const STEP: u32 = 1 << 12;

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The oldest first.
    Added,
    /// By issuer, then name, ignoring case and accents.
    Name,
    /// In the order that their owner arranged.
    Manual,
}

/// Sorts accounts given in insertion order: by group, the smallest number first, and within a group
/// those in `first` before the others, in that order.
pub fn arrange<Id: PartialEq + Copy>(
    accounts: &mut Vec<(Id, &Account)>,
    order: Order,
    first: &[Id],
    group: impl Fn(&Account) -> u8,
) {
    let keys: Vec<Key> = accounts
        .iter()
        .map(|(id, account)| Key {
            group: group(account),
            rank: first.iter().position(|one| one == id).unwrap_or(usize::MAX),
            place: match order {
                Order::Manual => account.keeping.place.unwrap_or(u32::MAX),
                Order::Added | Order::Name => 0,
            },
            title: if order == Order::Name { title(account) } else { String::new() },
        })
        .collect();
    let sorted = sorted(keys.len(), &|one, other| keys.get(one).cmp(&keys.get(other)));
    *accounts = sorted.iter().filter_map(|at| accounts.get(*at).copied()).collect();
}

/// The sort key of an account; the first difference decides.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    group: u8,
    rank: usize,
    place: u32,
    title: String,
}

/// Issuer, then name, normalised; accounts without an issuer sort by name, and those with neither
/// sort last.
fn title(account: &Account) -> String {
    let (issuer, name) = (account.issuer.as_str(), account.name.as_str());
    match (issuer, name) {
        ("", "") => char::MAX.to_string(),
        ("", name) => plain(name),
        (issuer, name) => format!("{}\0{}", plain(issuer), plain(name)),
    }
}

/// The strings in sorted order, without duplicates.
#[must_use]
pub fn distinct<'a>(texts: &[&'a str]) -> Vec<&'a str> {
    let order = sorted(texts.len(), &|one, other| texts.get(one).cmp(&texts.get(other)));
    let mut distinct: Vec<&str> = order.iter().filter_map(|at| texts.get(*at).copied()).collect();
    distinct.dedup();
    distinct
}

/// The indices below `count` in the order of `compare`, stable. One function for all lists: a sort
/// is 8 KB of wasm for each type it is instantiated with.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    order
}

/// The places to write so that the account at `from` moves to `to`, counted without it; `places`
/// are in list order. Each with its index; one, or all if there is no gap.
fn moved(places: &[Option<u32>], from: usize, to: usize) -> Vec<(usize, u32)> {
    let mut list: Vec<(usize, Option<u32>)> = places.iter().copied().enumerate().collect();
    if from >= list.len() {
        return Vec::new();
    }
    let it = list.remove(from);
    let to = to.min(list.len());
    let place_at = |at: Option<usize>| at.and_then(|at| list.get(at)).map(|(_, place)| *place);
    // None: no neighbour; Some(None): a neighbour that was never placed.
    let (before, after) = (place_at(to.checked_sub(1)), place_at(Some(to)));
    let low = before.unwrap_or(Some(0));
    let high = after.unwrap_or_else(|| low.and_then(|low| low.checked_add(2 * STEP)));
    if let (Some(low), Some(high)) = (low, high)
        && high.saturating_sub(low) > 1
    {
        return vec![(from, low + (high - low) / 2)];
    }
    list.insert(to, it);
    let steps = (1..).map(|at: u32| at.saturating_mul(STEP));
    list.iter().map(|(index, _)| *index).zip(steps).collect()
}

/// The places to write so that one account moves before another one in the manual order, or to the
/// end. `None` if one of the two is missing.
#[must_use]
pub fn placed<Id: PartialEq + Copy>(
    accounts: &[(Id, &Account)],
    id: Id,
    before: Option<Id>,
) -> Option<Vec<(Id, u32)>> {
    let mut accounts = accounts.to_vec();
    arrange(&mut accounts, Order::Manual, &[], |_| 0);
    let places: Vec<_> = accounts.iter().map(|(_, account)| account.keeping.place).collect();
    let at = |wanted: Id| accounts.iter().position(|(id, _)| *id == wanted);
    let from = at(id)?;
    let to = match before {
        Some(before) => at(before)?,
        None => accounts.len(),
    };
    // Counted without the account itself.
    let to = if to > from { to - 1 } else { to };
    let write = |(index, place): (usize, u32)| Some((accounts.get(index)?.0, place));
    Some(moved(&places, from, to).into_iter().filter_map(write).collect())
}

#[cfg(test)]
mod tests {
    use super::{STEP, moved, placed};
    use crate::account::{Account, Kind, Secret};

    /// The order of the list after the writes.
    fn after(places: &[Option<u32>], writes: &[(usize, u32)]) -> Vec<usize> {
        let mut places = places.to_vec();
        for (index, place) in writes {
            places[*index] = Some(*place);
        }
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|index| places[*index].unwrap_or(u32::MAX));
        order
    }

    #[track_caller]
    fn check(places: &[Option<u32>], from: usize, to: usize, order: &[usize], writes: usize) {
        let made = moved(places, from, to);
        assert_eq!((after(places, &made), made.len()), (order.to_vec(), writes));
    }

    #[test]
    fn the_first_move_puts_all_in_their_places_and_later_ones_write_one() {
        check(&[None, None, None], 2, 0, &[2, 0, 1], 3);
        let places = [Some(STEP), Some(2 * STEP), Some(3 * STEP)];
        check(&places, 2, 0, &[2, 0, 1], 1);
        check(&places, 0, 1, &[1, 0, 2], 1);
        check(&places, 0, 2, &[1, 2, 0], 1);
        check(&places, 0, 9, &[1, 2, 0], 1);
        check(&places, 1, 1, &[0, 1, 2], 1);
        check(&places, 7, 0, &[0, 1, 2], 0);
    }

    #[test]
    fn an_account_comes_before_another_one_or_behind_all() {
        let accounts = [1, 2, 3].map(|_| account());
        let list: Vec<(u8, &Account)> = (0..).zip(&accounts).collect();
        let ids = |before| placed(&list, 2, before).unwrap().iter().map(|(id, _)| *id).collect();
        let (first, last): (Vec<u8>, Vec<u8>) = (ids(Some(0)), ids(None));
        assert_eq!((first, last), (vec![2, 0, 1], vec![0, 1, 2]));
        assert_eq!((placed(&list, 9, None), placed(&list, 2, Some(9))), (None, None));
    }

    fn account() -> Account {
        Account::new(Kind::Steam, Secret::new(vec![7; 20]).unwrap())
    }

    #[test]
    fn without_room_all_are_written() {
        check(&[Some(5), Some(6), Some(7)], 2, 1, &[0, 2, 1], 3);
        check(&[Some(1), Some(6)], 1, 0, &[1, 0], 2);
        check(&[Some(5), Some(u32::MAX)], 0, 1, &[1, 0], 2);
        check(&[Some(5), None, None], 2, 1, &[0, 2, 1], 3);
    }
}
