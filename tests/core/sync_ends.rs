//! How computers say that they leave, or that sync ends.

use crate::sync::{
    HOUR, PASS, RNG, at, file, join, new, passphrase, publish, receive, two, written,
};
use postern_core::vault::{Farewell, Layout, Part, Published, Publishing, Received, Vault};

/// What a computer writes that began to take part at some time.
fn says(
    vault: &Vault,
    layout: Layout,
    have: &[Part],
    [since, ms]: [u64; 2],
    farewell: Option<Farewell>,
) -> Published {
    let publishing = Publishing {
        layout,
        have,
        name: "PC",
        since_ms: at(since).ms(),
        locking: None,
        farewell,
        without: &[],
        now: at(ms),
    };
    vault.publish(publishing, &mut RNG.clone()).unwrap()
}

/// What a computer writes last.
fn bye(vault: &Vault, layout: Layout, farewell: Farewell, have: &[Part]) -> Published {
    says(vault, layout, have, [1, 5], Some(farewell))
}

#[test]
fn leaving_and_ending_are_said_and_tidied_up() {
    let (mut office, home, _) = two();
    let left = bye(&home, Layout::Folder, Farewell::Left, &[]).parts;
    let received = receive(&mut office, &left, 6);
    assert!(received.computers.is_empty() && received.ended_ms.is_none());
    assert_eq!(publish(&office, Layout::Folder, &left, 7).dropped, [&*left[0].name]);
    let received = receive(&mut office, &bye(&home, Layout::Folder, Farewell::Ended, &[]).parts, 8);
    assert_eq!((received.ended_ms, office.accounts().len()), (Some(at(5).ms()), 1));
}

#[test]
fn an_end_counts_for_those_it_was_said_to_whatever_the_clocks_say() {
    let (office, mut home, _) = two();
    // The office's clock is years behind: it says 5 ms.
    let later = 4 * 365 * 24 * HOUR;
    let home_says = says(&home, Layout::Folder, &[], [later, later + 1], None).parts;
    let have = [home_says.clone(), vec![file(&office, 4)]].concat();
    let parts = bye(&office, Layout::Folder, Farewell::Ended, &have).parts;
    assert_eq!(receive(&mut home, &parts, later + 9).ended_ms, Some(at(later).ms()));
    let mut laptop = new();
    join(&mut laptop, &home_says, later);
    assert_eq!(receive(&mut laptop, &parts, later + 9).ended_ms, Some(at(5).ms()));
    let left = bye(&office, Layout::Folder, Farewell::Left, &have).parts;
    assert_eq!(receive(&mut home, &left, later + 9).ended_ms, None);
}

#[test]
fn an_end_is_heard_although_others_begin_again_before_it_was_read() {
    for layout in [Layout::Folder, Layout::Account] {
        let (mut office, mut home, _) = two();
        let have = written(&[], says(&home, layout, &[], [2, 4], None));
        receive(&mut office, &have, 5);
        let have = written(&have, bye(&office, layout, Farewell::Ended, &have));
        // The one that ended it begins again, and another one joins it and tidies up. The third has
        // not heard of it, and writes on.
        let have = written(&have, says(&office, layout, &have, [6, 6], None));
        let have = written(&have, says(&home, layout, &[], [2, 7], None));
        let have = written(&have, says(&office, layout, &have, [6, 7], None));
        let mut laptop = new();
        join(&mut laptop, &have, 7);
        let have = written(&have, says(&laptop, layout, &have, [7, 8], None));
        let have: Vec<_> = have.into_iter().filter(|part| !is_of(part, &office)).collect();
        assert_eq!(receive(&mut home, &have, 9).ended_ms, Some(at(2).ms()), "{layout:?}");
        assert_eq!(receive(&mut laptop, &have, 9).ended_ms, None);
        let names = |received: Received| received.computers.into_iter().map(|one| one.id);
        assert!(names(receive(&mut laptop, &have, 9)).eq([laptop.device()]));

        // It begins again too.
        let have = written(&have, says(&home, layout, &have, [3, 3], None));
        let have = written(&have, says(&laptop, layout, &have, [7, 10], None));
        assert_eq!(receive(&mut home, &have, 11).ended_ms, None);
        assert_eq!(names(receive(&mut laptop, &have, 11)).len(), 2);
        let have = written(&have, says(&home, layout, &have, [3, 12], None));
        assert_eq!(written(&have, says(&home, layout, &have, [3, 13], None)), have);
    }
}

#[test]
fn a_copy_of_the_file_of_a_computer_that_left_is_deleted_with_it() {
    let (mut office, home, _) = two();
    let copy = Part { name: format!("{} (2)", file(&home, 3).name), ..file(&home, 3) };
    let have = [bye(&home, Layout::Folder, Farewell::Left, &[]).parts, vec![copy]].concat();
    assert!(receive(&mut office, &have, 6).computers.is_empty());
    assert_eq!(publish(&office, Layout::Folder, &have, 7).dropped.len(), 2);
    // It comes back.
    let later = Part { name: format!("{} (3)", have[0].name), ..file(&home, 8) };
    let have = [have, vec![later]].concat();
    assert_eq!(publish(&office, Layout::Folder, &have, 9).dropped.len(), 2);
}

#[test]
fn a_removed_computer_may_take_part_in_another_sync_of_the_folder() {
    let (mut office, home, _) = two();
    office.remove_computer(home.device()).unwrap();
    let mut other = new();
    passphrase(&mut other, PASS);
    let name = file(&home, 3).name;
    let beside = Part { name: name.clone(), ..file(&other, 4) };
    assert_eq!(publish(&office, Layout::Folder, &[file(&home, 3)], 5).dropped, [&*name]);
    assert!(publish(&office, Layout::Folder, &[beside], 5).dropped.is_empty());
}

fn is_of(part: &Part, vault: &Vault) -> bool {
    part.name.contains(&vault.device().to_hex())
}

#[test]
fn only_the_files_of_others_that_left_are_deleted() {
    let (office, home, _) = two();
    let mut have = bye(&office, Layout::Folder, Farewell::Left, &[]).parts;
    have.push(file(&home, 4));
    assert_eq!(bye(&office, Layout::Folder, Farewell::Left, &have), Published::default());
}
