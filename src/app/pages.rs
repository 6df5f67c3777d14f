//! The views, one for each tab.

mod about;
mod compare;
mod data;
mod evaluate;
mod inside;
mod lesson;
mod models;
mod runs;
mod test_split;
mod train;
mod try_it;

pub use about::AboutPage;
pub use compare::ComparePage;
pub use data::DataPage;
pub use evaluate::EvaluatePage;
pub use inside::InsidePage;
pub use lesson::LessonPage;
pub use models::ModelsPage;
pub(super) use models::date_text;
pub use runs::RunsPage;
pub use train::TrainPage;
pub use try_it::TryItPage;
