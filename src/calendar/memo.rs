use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::model::{Model, WindowExpr};

/// What was made of windows and of expressions over them, once each.
#[derive(Debug)]
pub(super) struct Memo<T> {
    windows: Vec<OnceLock<Arc<T>>>,
    others: Mutex<Vec<(WindowExpr, Arc<T>)>>,
}

impl<T> Memo<T> {
    pub(super) fn new(model: &Model) -> Self {
        Self { windows: model.windows.iter().map(|_| OnceLock::new()).collect(), others: Mutex::new(Vec::new()) }
    }

    /// What `make` made of `of`, the first time or now. `make` may ask for other things.
    pub(super) fn get(&self, of: &WindowExpr, make: impl FnOnce() -> T) -> Arc<T> {
        match of {
            WindowExpr::Window(id) => {
                let known = self.windows.get(id.index()).expect("an id of this model");
                Arc::clone(known.get_or_init(|| Arc::new(make())))
            }
            WindowExpr::Always | WindowExpr::Union(..) | WindowExpr::Intersection(..) | WindowExpr::Difference(..) => {
                let find = |all: &[(WindowExpr, Arc<T>)]| {
                    all.iter().find(|(known, _)| known == of).map(|(_, value)| Arc::clone(value))
                };
                if let Some(known) = find(&self.others.lock().unwrap_or_else(PoisonError::into_inner)) {
                    return known;
                }
                // Not under the lock: `make` comes back for its operands. Two threads may make the same; one is kept.
                let made = Arc::new(make());
                let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(known) = find(&others) {
                    return known;
                }
                others.push((of.clone(), Arc::clone(&made)));
                made
            }
        }
    }
}
