//! The pest grammar and what its rules are called in messages. Nothing outside `syntax/` sees `Rule`.

use pest_derive::Parser;

/// The parser that pest makes of `grammar/sla.pest`.
#[derive(Parser)]
#[grammar = "../grammar/sla.pest"]
pub(super) struct Grammar;

/// What to call `rule` in an "expected …" message. A word or a sign is called by itself, in backticks.
pub(super) fn describe(rule: Rule) -> &'static str {
    match rule {
        Rule::end => "the end of the clause",
        Rule::begin => "a block in braces",
        Rule::EOI => "end of file",
        Rule::file => "a contract",
        Rule::edition => "`edition 1`",
        Rule::use_file => "`use`",
        Rule::amends | Rule::amends_head => "`amends`",
        Rule::change => "`replace` or `add`",
        Rule::removal => "`remove`",
        Rule::allow => "`allow`, the name of a lint and a reason",
        Rule::lint_name => "the name of a lint",
        Rule::removed => "what to remove, such as `norm answers`",
        Rule::head => "a name with an optional label and clause number",
        Rule::label => "a label in quotes",
        Rule::clause_number => "`clause \"…\"`",
        Rule::names | Rule::members => "names separated by commas",
        Rule::contract | Rule::contract_head => "a `contract` block",
        Rule::provider
        | Rule::customer
        | Rule::version
        | Rule::effective
        | Rule::timezone
        | Rule::locale
        | Rule::currency
        | Rule::period => "a line of `contract`",
        Rule::period_kind => "`month`, `quarter`, `half-year` or `year`",
        Rule::starting => "`starting` and a month",
        Rule::conventions | Rule::conventions_head => "a `conventions` block",
        Rule::workday_length | Rule::choice => "a convention such as `empty met`",
        Rule::choice_key => "`empty`, `counted by`, `priority`, `reopened` or `overlap`",
        Rule::choice_value | Rule::word => "a word",
        Rule::holidays | Rule::holidays_head => "a `holidays` block",
        Rule::public | Rule::yearly | Rule::on_days | Rule::except_days => "a line of `holidays`",
        Rule::with_days => "`with` and the days to add",
        Rule::without_days => "`without` and the days to leave out",
        Rule::days => "a date or a range of dates",
        Rule::window | Rule::window_head => "a `window`",
        Rule::window_by_plan => "`by plan`",
        Rule::window_zone => "`zone` and a time zone",
        Rule::window_algebra => "`=` and other windows",
        Rule::planned | Rule::dated | Rule::monthly | Rule::closed | Rule::regular | Rule::round_the_clock => {
            "a line of a window such as `mon..fri 09:00-17:00`"
        }
        Rule::until => "a time, `to`, a weekday and a time",
        Rule::closed_on => "`closed` and holidays",
        Rule::day_selector | Rule::weekday_range | Rule::wrong_range | Rule::wrong_days => {
            "a day such as `mon` or `mon..fri`"
        }
        Rule::monthly_day | Rule::wrong_day => "a weekday or `weekend`",
        Rule::opening_hours | Rule::hours | Rule::hours_in_words => "hours such as `09:00-17:00`",
        Rule::ensure => "`ensure`",
        Rule::priorities => "`priorities`",
        Rule::level | Rule::value | Rule::pausing_reasons | Rule::row_title => {
            "a name, a quoted text or a whole number"
        }
        Rule::ticket | Rule::ticket_head => "a `ticket` block",
        Rule::waiting => "`waiting on`",
        Rule::priority_source => "`priority recorded`, `priority from matrix` or `priority from rules`",
        Rule::column => "a column and its type",
        Rule::column_kind | Rule::column_type | Rule::enumeration => "a type such as `high | low`, `yes/no`, `number`",
        Rule::table | Rule::table_head => "an `outage` or `maintenance` block",
        Rule::matrix | Rule::matrix_head => "a `matrix` block",
        Rule::matrix_row | Rule::grid_row => "a row such as `high | urgent | hoog`",
        Rule::rules | Rule::rules_head => "a `rules` block",
        Rule::rule_case | Rule::rule_cap => "a rule such as `P1 when users > 50%` or `P4 otherwise`",
        Rule::rule_when | Rule::step_when => "`when` and a condition",
        Rule::rule_unless => "`unless` and a condition",
        Rule::clock | Rule::clock_head => "a `clock` block",
        Rule::clock_from | Rule::clock_to | Rule::counting | Rule::pausing => "a line of `clock`",
        Rule::always_in_digits => "an expression",
        Rule::moments | Rule::later_of | Rule::first_of => "a moment such as `opened`",
        Rule::start_outside => "`outside` a window `: next workday`",
        Rule::components => "`component`",
        Rule::plans => "`plan`",
        Rule::evidence_members => "`members from evidence`",
        Rule::applies => "`applies to tickets where`",
        Rule::cadence | Rule::cadence_head => "a `cadence` block",
        Rule::frequency | Rule::frequency_line => "a frequency such as `2 per workday`",
        Rule::objective | Rule::objective_head => "an `objective` block",
        Rule::entitlements | Rule::entitlements_head => "an `entitlements` block",
        Rule::plan_header => "a header with the plans",
        Rule::entitlement_row => "a row such as `\"Reviews\" | no | yes`",
        Rule::entitled_norm => "`norm` and its name",
        Rule::entitled => "`yes`, `no` or text in quotes",
        Rule::not_agreed => "`not agreed yet`",
        Rule::group | Rule::group_head => "a `group` block",
        Rule::events => "`event`",
        Rule::amounts => "`amount`",
        Rule::judgements => "`judgement`",
        Rule::metric | Rule::metric_head => "a `metric` block",
        Rule::metric_unit => "a unit such as `unit seconds`",
        Rule::measure | Rule::measure_head => "a `measure` block",
        Rule::of_component => "`of component`",
        Rule::step => "a step such as `down is outages`",
        Rule::slices | Rule::slices_head => "a `slices` block",
        Rule::slice_rule | Rule::slice_where | Rule::slice_needs | Rule::slice_empty | Rule::slice_run => {
            "a line of `slices`"
        }
        Rule::slice_fate => "`good`, `bad`, `left out` or `undecided`",
        Rule::slice_test => "what is good, such as `mean <= 4s`",
        Rule::slice_figure => "a figure of a slice, such as `mean` or `failed / total`",
        Rule::slice_op => "a comparison such as `<=`",
        Rule::of_slices => "`of slices of 1m of` a metric",
        Rule::of_owner => "`of` a component",
        Rule::norm | Rule::norm_head => "a `norm` or `kpi` block",
        Rule::norm_clock
        | Rule::norm_where
        | Rule::norm_empty
        | Rule::norm_source
        | Rule::counted_by
        | Rule::norm_every
        | Rule::norm_stale => "a line of `norm`",
        Rule::by | Rule::by_head => "a `by` table",
        Rule::requirement_line
        | Rule::share
        | Rule::count
        | Rule::each_lasts
        | Rule::announced
        | Rule::none_overlapping
        | Rule::for_each
        | Rule::together
        | Rule::formula => "a requirement such as `90% within 4h`",
        Rule::limit | Rule::within | Rule::less_than | Rule::by_end => "a limit such as `within 4h`",
        Rule::cell | Rule::bare_limit => "a limit such as `4h` or `2 workdays`",
        Rule::at_most => "`at most`",
        Rule::at_least => "`at least`",
        Rule::rows => "rows such as `maintenance of productie`",
        Rule::by_header | Rule::share_head | Rule::within_head | Rule::less_than_head => {
            "a header such as `90% within`, or a value"
        }
        Rule::by_row => "a row such as `productie : beschikbaarheid >= 99.5%`",
        Rule::end_of_workday => "`end of workday 0`",
        Rule::calendar_time => "a number of workdays, days, weeks, months or years",
        Rule::calendar_of => "`of` a window",
        Rule::compensation | Rule::compensation_head => "a `compensation` block",
        Rule::pay_of
        | Rule::pay_opens
        | Rule::pay_claimed
        | Rule::pay_together
        | Rule::pay_cap
        | Rule::pay_least
        | Rule::pay_ends
        | Rule::pay_ladder
        | Rule::pay_line
        | Rule::pay_flat
        | Rule::pay_miss
        | Rule::pay_step
        | Rule::pay_time => "a line of `compensation`",
        Rule::pay_by | Rule::pay_by_head => "`by` a measure and rows",
        Rule::pay_each | Rule::pay_each_head => "`for each` and rows",
        Rule::next_period => "`of the next period`",
        Rule::opens_with => "`with at least` a number of events `since`",
        Rule::opens_unless => "`unless judged …`",
        Rule::claim_within => "`within 30 days after the period`",
        Rule::claim_by => "`by event …`",
        Rule::cap_per => "`per period` or `per year`",
        Rule::cap_over => "`over any 12 months`",
        Rule::fee_for => "a fee such as `monthly_fee for 90 days`",
        Rule::each_length => "the word `length`",
        Rule::tier | Rule::tier_low | Rule::tier_high => "a row such as `from 99.5% : none`",
        Rule::tier_then => "`, then … more per …`",
        Rule::step_from => "`beyond` or `below` a value",
        Rule::worth => "an amount such as `5%` or `500 EUR`",
        Rule::condition | Rule::condition_group | Rule::came_out => "a condition such as `oplostijden breached`",
        Rule::judged => "`judged …`",
        Rule::in_a_row => "`2 periods in a row`",
        Rule::of_any => "`2 of any 3 periods`",
        Rule::right => "a `right`",
        Rule::status | Rule::status_head => "a `status` block",
        Rule::status_row => "a line such as `green : this and last period met`",
        Rule::both_met => "`this and last period met`",
        Rule::one_met => "`one of the two met`",
        Rule::neither_met => "`neither met`",
        Rule::this_period => "`this period met`",
        Rule::at_least_of => "`at least 2 of the last 3 periods met`",
        Rule::status_otherwise => "`otherwise`",
        Rule::oblige | Rule::oblige_head => "an `oblige` block",
        Rule::obligation => "a line such as `event report within 10 workdays of office after the period`",
        Rule::event_due => "`within` a time `after` something",
        Rule::event_count => "`at least` a number `per period`",
        Rule::after_event => "`event` and its name",
        Rule::after_period => "`the period`",
        Rule::escalation | Rule::escalation_head => "an `escalation` block",
        Rule::escalation_step => "a step such as `step \"1st escalation\" contact \"2nd line\"`",
        Rule::step_contact => "`contact \"…\"`",
        Rule::step_at => "`at 50% of` a norm",
        Rule::defect => "a `defect`",
        Rule::prose => "a `clause`",
        Rule::prose_text => "prose between lines of `\"\"\"`",
        Rule::test | Rule::test_head => "a `test` block",
        Rule::test_period | Rule::as_of | Rule::given => "a line of `test`",
        Rule::given_field => "a column and its value",
        Rule::field_name => "a column",
        Rule::expect => "`expect`",
        Rule::expectation
        | Rule::expect_deadline
        | Rule::expect_elapsed
        | Rule::expect_amount
        | Rule::expect_right
        | Rule::expect_colour
        | Rule::expect_verdict
        | Rule::expect_value => "what is expected, such as `oplostijden met`",
        Rule::verdict => "`met`, `breached`, `undecided`, `empty` or `measured`",
        Rule::does_not => "`does not arise`",
        Rule::shown_as => "`shown as`",
        Rule::expression | Rule::group_of | Rule::qualified => "an expression",
        Rule::not | Rule::is_not | Rule::not_in => "`not`",
        Rule::aggregate | Rule::aggregate_word | Rule::percentile => "a word such as `length of`",
        Rule::qualifier => "a word such as `opened` or `bad`",
        Rule::is_missing => "`is missing`",
        Rule::in_list => "`in` and a list",
        Rule::between => "`from … to …`",
        Rule::lasting => "`lasting at least` or `lasting at most`",
        Rule::announced_before => "`announced at least … before`",
        Rule::weighted => "`weighted by`",
        Rule::weight_total => "`of` a number or a column",
        Rule::over | Rule::over_last | Rule::over_any => "`over the last …` or `over any …`",
        Rule::quorum => "`at least … of … in`",
        Rule::budget => "`first … per … of`",
        Rule::budget_per => "`per year`, `per half-year`, `per quarter`, `per month` or `per period`",
        Rule::rounded => "`rounded to`",
        Rule::op_and
        | Rule::op_or
        | Rule::op_within
        | Rule::op_within_time
        | Rule::op_less_than
        | Rule::op_outside
        | Rule::op_is
        | Rule::op_share
        | Rule::op_where
        | Rule::op_with
        | Rule::op_of
        | Rule::less
        | Rule::no_longer => "an operator",
        Rule::percent | Rule::wrong_percent | Rule::bare_share => "a percentage such as `99.5%`",
        Rule::elapsed | Rule::wrong_elapsed | Rule::no_unit => "a duration such as `1h30m`",
        Rule::money | Rule::wrong_money => "an amount such as `500 EUR`",
        Rule::number => "a number",
        Rule::whole => "a whole number",
        Rule::date | Rule::wrong_date => "a date such as `2024-03-01`",
        Rule::month_day | Rule::wrong_month_day => "a day of the year such as `12-25`",
        Rule::period_name | Rule::period_value => "a period such as `2024-03`",
        Rule::moment | Rule::time_of_moment | Rule::offset => "a moment such as `2024-03-01 18:00`",
        Rule::time | Rule::wrong_time => "a time such as `09:00`",
        Rule::zone => "a time zone such as `Europe/Amsterdam`",
        Rule::code => "a code such as `NL` or `EUR`",
        Rule::string => "text in quotes",
        Rule::name => "a name",
        Rule::yes_no => "`yes` or `no`",
        Rule::nth => "`first` to `fifth`, or `last`",
        Rule::weekday
        | Rule::monday
        | Rule::tuesday
        | Rule::wednesday
        | Rule::thursday
        | Rule::friday
        | Rule::saturday
        | Rule::sunday => "a weekday",
        Rule::month_name
        | Rule::january
        | Rule::february
        | Rule::march
        | Rule::april
        | Rule::may
        | Rule::june
        | Rule::july
        | Rule::august
        | Rule::september
        | Rule::october
        | Rule::november
        | Rule::december => "a month",
        Rule::unit_workday => "`workdays`",
        Rule::unit_day => "`days`",
        Rule::unit_week => "`weeks`",
        Rule::unit_month => "`months`",
        Rule::unit_year => "`years`",
        // Silent rules never reach a tree or a message.
        Rule::WHITESPACE
        | Rule::COMMENT
        | Rule::sep
        | Rule::nl
        | Rule::item
        | Rule::plain_item
        | Rule::contract_clause
        | Rule::convention
        | Rule::holiday_line
        | Rule::window_line
        | Rule::plain_line
        | Rule::cadence_clause
        | Rule::objective_item
        | Rule::entitlement_line
        | Rule::ticket_clause
        | Rule::derivation
        | Rule::rules_line
        | Rule::oblige_clause
        | Rule::clock_clause
        | Rule::metric_line
        | Rule::slices_line
        | Rule::norm_clause
        | Rule::requirement
        | Rule::extent
        | Rule::by_line
        | Rule::compensation_line
        | Rule::step_value
        | Rule::condition_operand
        | Rule::status_when
        | Rule::currency_sign
        | Rule::time_bound
        | Rule::prose_line
        | Rule::blank
        | Rule::test_line
        | Rule::tail
        | Rule::prefix
        | Rule::operand_start
        | Rule::suffix
        | Rule::list_value
        | Rule::infix
        | Rule::sign
        | Rule::primary
        | Rule::literal
        | Rule::percentage
        | Rule::elapsed_time
        | Rule::wrong_unit
        | Rule::part_of_hours
        | Rule::clock_unit
        | Rule::day
        | Rule::time_of_day
        | Rule::half_of_day
        | Rule::percent_word
        | Rule::full_stop
        | Rule::day_in_words
        | Rule::month_word
        | Rule::day_of_year
        | Rule::clock_time
        | Rule::hour_from
        | Rule::hour_to
        | Rule::hour_word
        | Rule::reserved => "something else",
        Rule::kw_a => "`a`",
        Rule::kw_above => "`above`",
        Rule::kw_added => "`added`",
        Rule::kw_after => "`after`",
        Rule::kw_against => "`against`",
        Rule::kw_agreed => "`agreed`",
        Rule::kw_add => "`add`",
        Rule::kw_allow => "`allow`",
        Rule::kw_amends => "`amends`",
        Rule::kw_amount => "`amount`",
        Rule::kw_and => "`and`",
        Rule::kw_announced => "`announced`",
        Rule::kw_any => "`any`",
        Rule::kw_arise => "`arise`",
        Rule::kw_arises => "`arises`",
        Rule::kw_as => "`as`",
        Rule::kw_at => "`at`",
        Rule::kw_bad => "`bad`",
        Rule::kw_before => "`before`",
        Rule::kw_below => "`below`",
        Rule::kw_beyond => "`beyond`",
        Rule::kw_breached => "`breached`",
        Rule::kw_by => "`by`",
        Rule::kw_checked => "`checked`",
        Rule::kw_claimed => "`claimed`",
        Rule::kw_clause => "`clause`",
        Rule::kw_clock => "`clock`",
        Rule::kw_closed => "`closed`",
        Rule::kw_compensation => "`compensation`",
        Rule::kw_component => "`component`",
        Rule::kw_contact => "`contact`",
        Rule::kw_contract => "`contract`",
        Rule::kw_conventions => "`conventions`",
        Rule::kw_counted => "`counted`",
        Rule::kw_counting => "`counting`",
        Rule::kw_cover => "`cover`",
        Rule::kw_currency => "`currency`",
        Rule::kw_customer => "`customer`",
        Rule::kw_daily => "`daily`",
        Rule::kw_deadline => "`deadline`",
        Rule::kw_decimals => "`decimals`",
        Rule::kw_defect => "`defect`",
        Rule::kw_does => "`does`",
        Rule::kw_duration => "`duration`",
        Rule::kw_each => "`each`",
        Rule::kw_edition => "`edition`",
        Rule::kw_effective => "`effective`",
        Rule::kw_else => "`else`",
        Rule::kw_empty => "`empty`",
        Rule::kw_end => "`end`",
        Rule::kw_ends => "`ends`",
        Rule::kw_ensure => "`ensure`",
        Rule::kw_escalation => "`escalation`",
        Rule::kw_event => "`event`",
        Rule::kw_every => "`every`",
        Rule::kw_exactly => "`exactly`",
        Rule::kw_evidence => "`evidence`",
        Rule::kw_except => "`except`",
        Rule::kw_expect => "`expect`",
        Rule::kw_fifth => "`fifth`",
        Rule::kw_first => "`first`",
        Rule::kw_for => "`for`",
        Rule::kw_fourth => "`fourth`",
        Rule::kw_from => "`from`",
        Rule::kw_further => "`further`",
        Rule::kw_good => "`good`",
        Rule::kw_group => "`group`",
        Rule::kw_half_year => "`half-year`",
        Rule::kw_highest => "`highest`",
        Rule::kw_holidays => "`holidays`",
        Rule::kw_in => "`in`",
        Rule::kw_instant => "`instant`",
        Rule::kw_is => "`is`",
        Rule::kw_judged => "`judged`",
        Rule::kw_judgement => "`judgement`",
        Rule::kw_kpi => "`kpi`",
        Rule::kw_ladder => "`ladder`",
        Rule::kw_last => "`last`",
        Rule::kw_lasting => "`lasting`",
        Rule::kw_lasts => "`lasts`",
        Rule::kw_later => "`later`",
        Rule::kw_least => "`least`",
        Rule::kw_left => "`left`",
        Rule::kw_less => "`less`",
        Rule::kw_locale => "`locale`",
        Rule::kw_maintenance => "`maintenance`",
        Rule::kw_matrix => "`matrix`",
        Rule::kw_measure => "`measure`",
        Rule::kw_measured => "`measured`",
        Rule::kw_members => "`members`",
        Rule::kw_met => "`met`",
        Rule::kw_metric => "`metric`",
        Rule::kw_miss => "`miss`",
        Rule::kw_missing => "`missing`",
        Rule::kw_month => "`month`",
        Rule::kw_more => "`more`",
        Rule::kw_most => "`most`",
        Rule::kw_needs => "`needs`",
        Rule::kw_neither => "`neither`",
        Rule::kw_next => "`next`",
        Rule::kw_no => "`no`",
        Rule::kw_none => "`none`",
        Rule::kw_norm => "`norm`",
        Rule::kw_not => "`not`",
        Rule::kw_nothing => "`nothing`",
        Rule::kw_number => "`number`",
        Rule::kw_oblige => "`oblige`",
        Rule::kw_of => "`of`",
        Rule::kw_on => "`on`",
        Rule::kw_once => "`once`",
        Rule::kw_one => "`one`",
        Rule::kw_opens => "`opens`",
        Rule::kw_otherwise => "`otherwise`",
        Rule::kw_out => "`out`",
        Rule::kw_outage => "`outage`",
        Rule::kw_outside => "`outside`",
        Rule::kw_over => "`over`",
        Rule::kw_overlap => "`overlap`",
        Rule::kw_overlapping => "`overlapping`",
        Rule::kw_pausing => "`pausing`",
        Rule::kw_pays => "`pays`",
        Rule::kw_per => "`per`",
        Rule::kw_percent => "`percent`",
        Rule::kw_percentile => "`percentile`",
        Rule::kw_period => "`period`",
        Rule::kw_periods => "`periods`",
        Rule::kw_aim => "`aim`",
        Rule::kw_applies => "`applies`",
        Rule::kw_cadence => "`cadence`",
        Rule::kw_entitlements => "`entitlements`",
        Rule::kw_objective => "`objective`",
        Rule::kw_source => "`source`",
        Rule::kw_tickets => "`tickets`",
        Rule::kw_yet => "`yet`",
        Rule::kw_plan => "`plan`",
        Rule::kw_priorities => "`priorities`",
        Rule::kw_priority => "`priority`",
        Rule::kw_provider => "`provider`",
        Rule::kw_public => "`public`",
        Rule::kw_quarter => "`quarter`",
        Rule::kw_recorded => "`recorded`",
        Rule::kw_remove => "`remove`",
        Rule::kw_reopened => "`reopened`",
        Rule::kw_right => "`right`",
        Rule::kw_replace => "`replace`",
        Rule::kw_rounded => "`rounded`",
        Rule::kw_row => "`row`",
        Rule::kw_rules => "`rules`",
        Rule::kw_run => "`run`",
        Rule::kw_second => "`second`",
        Rule::kw_share => "`share`",
        Rule::kw_shown => "`shown`",
        Rule::kw_since => "`since`",
        Rule::kw_slices => "`slices`",
        Rule::kw_stale => "`stale`",
        Rule::kw_started => "`started`",
        Rule::kw_starting => "`starting`",
        Rule::kw_status => "`status`",
        Rule::kw_step => "`step`",
        Rule::kw_test => "`test`",
        Rule::kw_text => "`text`",
        Rule::kw_than => "`than`",
        Rule::kw_the => "`the`",
        Rule::kw_then => "`then`",
        Rule::kw_third => "`third`",
        Rule::kw_this => "`this`",
        Rule::kw_ticket => "`ticket`",
        Rule::kw_times => "`times`",
        Rule::kw_timezone => "`timezone`",
        Rule::kw_to => "`to`",
        Rule::kw_together => "`together`",
        Rule::kw_two => "`two`",
        Rule::kw_undecided => "`undecided`",
        Rule::kw_unit => "`unit`",
        Rule::kw_unless => "`unless`",
        Rule::kw_use => "`use`",
        Rule::kw_version => "`version`",
        Rule::kw_waiting => "`waiting`",
        Rule::kw_week => "`week`",
        Rule::kw_weekend => "`weekend`",
        Rule::kw_when => "`when`",
        Rule::kw_weighted => "`weighted`",
        Rule::kw_where => "`where`",
        Rule::kw_while => "`while`",
        Rule::kw_window => "`window`",
        Rule::kw_with => "`with`",
        Rule::kw_within => "`within`",
        Rule::kw_without => "`without`",
        Rule::kw_workday => "`workday`",
        Rule::kw_year => "`year`",
        Rule::kw_yearly => "`yearly`",
        Rule::kw_yes => "`yes`",
        Rule::kw_yes_no => "`yes/no`",
        Rule::kw_zone => "`zone`",
        Rule::open => "`{`",
        Rule::close => "`}`",
        Rule::paren_open => "`(`",
        Rule::paren_close => "`)`",
        Rule::comma => "`,`",
        Rule::colon => "`:`",
        Rule::bar => "`|`",
        Rule::backslash => "`\\`",
        Rule::arrow => "`->`",
        Rule::dots => "`..`",
        Rule::dash => "`-`",
        Rule::above => "`>`",
        Rule::equals => "`=`",
        Rule::not_equal => "`!=`",
        Rule::at_most_sign => "`<=`",
        Rule::at_least_sign => "`>=`",
        Rule::plus => "`+`",
        Rule::minus => "`-`",
        Rule::times => "`*`",
        Rule::divided => "`/`",
        Rule::less_sign => "`<`",
        Rule::more_sign => "`>`",
    }
}
