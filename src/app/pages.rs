//! The views, one for each tab.

mod about;
mod compare;
mod data;
mod evaluate;
mod models;
mod test_split;
mod train;
mod try_it;

pub use about::AboutPage;
pub use compare::ComparePage;
pub use data::DataPage;
pub use evaluate::EvaluatePage;
pub use models::ModelsPage;
pub use train::TrainPage;
pub use try_it::TryItPage;
