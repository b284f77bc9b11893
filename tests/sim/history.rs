//! What happens in which order.

use crate::dice::Dice;
use crate::world::World;
use postern_core::vault::Layout;

/// Something that happens to one computer, with its own randomness: leaving out one step does not
/// change the others.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) at: usize,
    pub(crate) act: Act,
    pub(crate) dice: u64,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    User(User),
    /// Reads, merges, writes; with a crash after so many steps.
    Sync {
        crash: Option<u8>,
    },
    Join,
    Leave,
    /// Ends sync for all.
    End,
    /// Turns sync on again.
    Begin,
    Remove {
        other: usize,
    },
    /// The browser is uninstalled.
    Vanish,
    Upload,
    Download,
    /// A half-written text.
    Cut,
    /// An old version of a text.
    RollBack,
    /// Chrome empties the account.
    Wipe,
    Wait {
        days: u8,
    },
}

/// What a user does with accounts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum User {
    Add,
    /// Adds an account that another computer may have.
    AddTwin,
    Edit,
    Delete,
    /// Takes an account from the bin.
    Restore,
    /// Deletes for good what is in the bin.
    EmptyBin,
    /// Takes the next code of a counter.
    Count,
}

/// All steps of one run.
#[derive(Debug, Clone)]
pub(crate) struct History {
    seed: u64,
    layout: Layout,
    computers: usize,
    steps: Vec<Step>,
}

impl History {
    pub(crate) fn draw(seed: u64, layout: Layout) -> Self {
        let mut dice = Dice(seed);
        let most = if dice.one_in(4) { 7 } else { 2 };
        let computers = 2 + dice.below(most);
        let count = 20 + dice.below(80);
        let steps = (0..count).map(|_| {
            let act = act(&mut dice);
            Step { at: dice.below(computers), act, dice: dice.roll() }
        });
        Self { seed, layout, computers, steps: steps.collect() }
    }

    pub(crate) fn replay(&self) -> Result<(), String> {
        self.replay_with(0)
    }

    /// The same, with this many accounts on the first computer to begin with.
    pub(crate) fn replay_with(&self, accounts: u32) -> Result<(), String> {
        let mut world = World::new(self.seed, self.layout, self.computers);
        world.fill(0, accounts);
        for step in &self.steps {
            world.act(step)?;
        }
        world.settle()
    }

    /// The same failure with as few steps as can be found by leaving some out.
    pub(crate) fn shortened(&self) -> Self {
        let mut short = self.clone();
        let mut at = 0;
        while at < short.steps.len() {
            let mut without = short.clone();
            without.steps.remove(at);
            if without.replay().is_err() {
                short = without;
                at = 0;
            } else {
                at += 1;
            }
        }
        short
    }
}

fn act(dice: &mut Dice) -> Act {
    match dice.below(100) {
        0..15 => Act::User(User::Add),
        15..18 => Act::User(User::AddTwin),
        18..30 => Act::User(User::Edit),
        30..32 => Act::Begin,
        32..37 => Act::User(User::Delete),
        37..39 => Act::User(User::Restore),
        39 => Act::User(User::EmptyBin),
        40..43 => Act::User(User::Count),
        43..58 => Act::Sync { crash: None },
        58..62 => Act::Sync { crash: Some(dice.below(4) as u8) },
        62..65 => Act::Join,
        65 => Act::Leave,
        66 => Act::End,
        67..68 => Act::Remove { other: dice.below(8) },
        68..69 => Act::Vanish,
        69..79 => Act::Upload,
        79..92 => Act::Download,
        92..94 => Act::Cut,
        94..97 => Act::RollBack,
        97..98 => Act::Wipe,
        _ => Act::Wait { days: dice.below(20) as u8 },
    }
}
