//! How computers say that they leave, or that sync ends.

use crate::sync::{HOUR, RNG, at, file, join, new, publish, receive, two, written};
use postern_core::vault::{Farewell, Layout, Part, Published, Publishing, Received, Vault};

/// What a computer writes last.
fn bye(vault: &Vault, layout: Layout, farewell: Farewell, have: &[Part]) -> Published {
    let publishing = Publishing {
        layout,
        have,
        name: "PC",
        locking: None,
        farewell: Some(farewell),
        without: &[],
        now: at(5),
    };
    vault.publish(publishing, &mut RNG.clone()).unwrap()
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
    let have = [file(&home, later), file(&office, 4)];
    let parts = bye(&office, Layout::Folder, Farewell::Ended, &have).parts;
    assert_eq!(receive(&mut home, &parts, later + 9).ended_ms, Some(at(later).ms()));
    let mut laptop = new();
    join(&mut laptop, &[file(&home, later)], later);
    assert_eq!(receive(&mut laptop, &parts, later + 9).ended_ms, Some(at(5).ms()));
    let left = bye(&office, Layout::Folder, Farewell::Left, &have).parts;
    assert_eq!(receive(&mut home, &left, later + 9).ended_ms, None);
}

#[test]
fn an_end_is_heard_although_others_begin_again_before_it_was_read() {
    for (layout, again) in [(Layout::Folder, 9), (Layout::Account, 9), (Layout::Account, 3)] {
        let (mut office, mut home, _) = two();
        let have = written(&[], publish(&home, layout, &[], 4));
        receive(&mut office, &have, 5);
        let have = written(&have, bye(&office, layout, Farewell::Ended, &have));
        // The one that ended it begins again, and another one joins it and tidies up.
        let have = written(&have, publish(&office, layout, &have, 6));
        let mut laptop = new();
        join(&mut laptop, &have, 7);
        let have = written(&have, publish(&laptop, layout, &have, 8));
        let have: Vec<_> = have.into_iter().filter(|part| !is_of(part, &office)).collect();
        assert_eq!(receive(&mut home, &have, 9).ended_ms, Some(at(4).ms()), "{layout:?}");
        assert_eq!(receive(&mut laptop, &have, 9).ended_ms, None);
        let names = |received: Received| received.computers.into_iter().map(|one| one.id);
        assert!(names(receive(&mut laptop, &have, 9)).eq([laptop.device()]));

        // It begins again too, perhaps with a clock that was ahead before.
        let have = written(&have, publish(&home, layout, &have, again));
        let have = written(&have, publish(&laptop, layout, &have, 10));
        assert_eq!(receive(&mut home, &have, 11).ended_ms, None);
        assert_eq!(names(receive(&mut laptop, &have, 11)).len(), 2);
        let have = written(&have, publish(&home, layout, &have, 12));
        assert_eq!(written(&have, publish(&home, layout, &have, 12)), have);
    }
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
