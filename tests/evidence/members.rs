//! Members of groups that the evidence tells, and the part of a period in which each is there.

use sla::calendar::Calendar;
use sla::eval::verdict::{Actual, Exact};
use sla::eval::{Request, evaluate};
use sla::evidence::BadRows;
use sla::quantity::{Instant, Ratio};

use super::{loaded, root};

#[test]
fn members_count_while_they_are_there() {
    let (loaded, shown) = loaded(&root().join("tests/cases/evidence/members"), BadRows::Fail);
    assert_eq!(shown, "");
    let model = loaded.model.unwrap();
    let calendar = Calendar::new(&model);
    let periods = calendar.periods().parse("2024-03").unwrap();
    let request = Request { periods, as_of: Instant::from_unix(1_720_000_000).unwrap(), plan: None, readings: false };
    let verdicts = evaluate(&model, &calendar, &loaded.evidence, &request);
    let values = |norm: usize| -> Vec<Option<Exact>> {
        let requirements = &verdicts.periods.first().unwrap().norms.get(norm).unwrap().requirements;
        let value = |actual: &Option<Actual>| actual.as_ref().map(|actual| actual.value.clone());
        requirements.iter().map(|requirement| value(&requirement.actual)).collect()
    };
    let share = |part, of| Some(Exact::Percent(Ratio::new(part, of)));
    // A shop for all of March, one from the 16th, one that was gone, and 23 hours of the day on which the clocks change.
    assert_eq!(values(0), [share(742, 743), share(371, 383), None, share(1, 1)]);
    let mean = Ratio::new(742, 743).add(&Ratio::new(371, 383)).and_then(|sum| sum.add(&Ratio::ONE)).unwrap();
    let mean = Some(Exact::Percent(mean.div(&Ratio::whole(3)).unwrap()));
    assert_eq!(values(1), [mean, share(1136, 1149), Some(Exact::Count(3))]);
}
