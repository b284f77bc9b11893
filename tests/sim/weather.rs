//! What lies between computers: each sees its own copy of a folder, or of the items in the browser's
//! account, and changes arrive late, twice, in another order, cut, or as an old version.

use crate::dice::Dice;
use postern_core::vault::Part;
use std::collections::BTreeMap;

/// A stored text; `None` once it was deleted.
type Text = Option<String>;

/// The copies of all computers, and the changes on their way.
#[derive(Debug, Default)]
pub(crate) struct Weather {
    copies: Vec<BTreeMap<String, String>>,
    /// The last version of each text, as the provider has it.
    server: BTreeMap<String, Text>,
    /// All versions that the provider has had.
    past: Vec<(String, String)>,
    /// Changes that a computer has not uploaded.
    rising: Vec<(usize, String, Text)>,
}

impl Weather {
    pub(crate) fn new(computers: usize) -> Self {
        Self { copies: vec![BTreeMap::new(); computers], ..Self::default() }
    }

    pub(crate) fn read(&self, computer: usize) -> Vec<Part> {
        let part =
            |(name, text): (&String, &String)| Part { name: name.clone(), text: text.clone() };
        self.copies[computer].iter().map(part).collect()
    }

    pub(crate) fn write(&mut self, computer: usize, part: &Part) {
        self.copies[computer].insert(part.name.clone(), part.text.clone());
        self.rising.push((computer, part.name.clone(), Some(part.text.clone())));
    }

    pub(crate) fn delete(&mut self, computer: usize, name: &str) {
        self.copies[computer].remove(name);
        self.rising.push((computer, name.to_owned(), None));
    }

    /// A change reaches the provider: not always the oldest one, but each text's changes in order.
    pub(crate) fn upload(&mut self, dice: &mut Dice) {
        if self.rising.is_empty() {
            return;
        }
        let at = dice.below(self.rising.len());
        let (computer, name) = (self.rising[at].0, self.rising[at].1.clone());
        let first = self.rising.iter().position(|(by, of, _)| *by == computer && *of == name);
        let (_, name, text) = self.rising.remove(first.unwrap());
        self.past.extend(text.clone().map(|text| (name.clone(), text)));
        self.server.insert(name, text);
    }

    /// A computer's copy of one text becomes what the provider has, unless its own change of it is
    /// still on its way.
    pub(crate) fn download(&mut self, computer: usize, dice: &mut Dice) {
        if self.server.is_empty() {
            return;
        }
        let (name, text) = self.server.iter().nth(dice.below(self.server.len())).unwrap();
        let (name, text) = (name.clone(), text.clone());
        self.settle(computer, &name, text);
    }

    fn settle(&mut self, computer: usize, name: &str, text: Text) {
        if self.rising.iter().any(|(by, of, _)| *by == computer && of == name) {
            return;
        }
        match text {
            Some(text) => drop(self.copies[computer].insert(name.to_owned(), text)),
            None => drop(self.copies[computer].remove(name)),
        }
    }

    /// A computer sees only the beginning of a text.
    pub(crate) fn cut(&mut self, computer: usize, dice: &mut Dice) {
        let copy = &mut self.copies[computer];
        if copy.is_empty() {
            return;
        }
        let at = dice.below(copy.len());
        let text = copy.values_mut().nth(at).unwrap();
        text.truncate(text.len() / 2);
    }

    /// A computer sees an old version of a text, under its name or as a conflicted copy.
    pub(crate) fn roll_back(&mut self, computer: usize, dice: &mut Dice) {
        if self.past.is_empty() {
            return;
        }
        let (name, text) = self.past[dice.below(self.past.len())].clone();
        let name = if dice.one_in(3) { format!("{name} (conflicted copy)") } else { name };
        self.copies[computer].insert(name, text);
    }

    /// Somebody uninstalls: Chrome wipes all items of the account, for everyone.
    pub(crate) fn wipe(&mut self) {
        let names: Vec<_> = self.server.keys().cloned().collect();
        for name in names {
            self.server.insert(name, None);
        }
    }

    /// Everything arrives everywhere.
    pub(crate) fn clear(&mut self, dice: &mut Dice) {
        while !self.rising.is_empty() {
            self.upload(dice);
        }
        for copy in &mut self.copies {
            *copy = self
                .server
                .iter()
                .filter_map(|(name, text)| Some((name.clone(), text.clone()?)))
                .collect();
        }
    }
}
