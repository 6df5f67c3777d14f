//! Runs an engine slice by slice: the one loop of workers, command line, bench and tests.

use super::pace::Pace;
use super::{Engine, Work};
use crate::protocol::{Ask, Command, Event, RequestId};

/// An engine and the length of its slices.
pub struct Driver {
    pub engine: Engine,
    slices: Slices,
    n_asked: u32,
}

/// How long slices are.
enum Slices {
    /// A fixed number of steps.
    Fixed(usize),
    /// As many steps as take about a tenth of a second by this clock.
    Timed { pace: Pace, now_secs: fn() -> f64 },
}

/// The outcome of a slice of work.
pub struct Slice {
    pub work: Work,
    pub events: Vec<Event>,
    /// By the driver's clock; 0 of a snapshot, and where slices have a fixed length.
    pub elapsed_secs: f64,
}

impl Driver {
    /// A driver whose slices have this many steps.
    pub fn fixed(engine: Engine, max_steps: usize) -> Self {
        Self::new(engine, Slices::Fixed(max_steps))
    }

    /// A driver whose slices take about a tenth of a second; `now_secs` is a clock with any origin.
    pub fn timed(engine: Engine, now_secs: fn() -> f64) -> Self {
        let pace = Pace::default();
        Self::new(engine, Slices::Timed { pace, now_secs })
    }

    fn new(engine: Engine, slices: Slices) -> Self {
        Self {
            engine,
            slices,
            n_asked: 0,
        }
    }

    /// Does the next slice.
    pub async fn slice(&mut self) -> Slice {
        let work = self.engine.work();
        let (events, elapsed_secs) = match &mut self.slices {
            Slices::Fixed(max_steps) => (self.engine.advance(*max_steps).await, 0.0),
            Slices::Timed { .. } if matches!(work, Work::Snapshotting(_)) => {
                (self.engine.advance(1).await, 0.0)
            }
            Slices::Timed { pace, now_secs } => {
                let max_steps = pace.max_steps(work);
                let start_secs = now_secs();
                let events = self.engine.advance(max_steps).await;
                let elapsed_secs = now_secs() - start_secs;
                pace.learn(elapsed_secs);
                (events, elapsed_secs)
            }
        };
        Slice {
            work,
            events,
            elapsed_secs,
        }
    }

    /// Executes a command and works until the engine is idle.
    pub async fn run(&mut self, command: Command, mut on_event: impl FnMut(Event)) {
        self.engine
            .handle(command)
            .into_iter()
            .for_each(&mut on_event);
        while !self.engine.is_idle() {
            self.slice()
                .await
                .events
                .into_iter()
                .for_each(&mut on_event);
        }
    }

    /// Sends a request and works until the engine is idle.
    ///
    /// ```
    /// use burn::tensor::Device;
    /// use fitting_room::engine::{Driver, Engine};
    /// use fitting_room::protocol::{DeviceKind, Evaluate, ModelKind};
    ///
    /// let mut driver = Driver::fixed(Engine::new(Device::flex(), DeviceKind::Cpu), 5);
    /// let model = ModelKind::default();
    /// let answer = pollster::block_on(driver.ask(Evaluate { model }));
    /// assert!(answer.is_err(), "it has neither a model nor images");
    /// ```
    ///
    /// # Errors
    /// The sentence why there is no answer.
    pub async fn ask<Q: Ask>(&mut self, question: Q) -> Result<Q::Answer, String> {
        self.n_asked += 1;
        let asked = RequestId(self.n_asked);
        let command = Command::Ask {
            id: asked,
            request: question.into(),
        };
        let mut found = None;
        let on_event = |event| match event {
            Event::Answered { id, answer } if id == asked => found = Some(answer),
            _ => {}
        };
        self.run(command, on_event).await;
        let answer = found.ok_or("the engine has not answered")??;
        Q::read(answer).ok_or_else(|| "the engine has answered another question".to_owned())
    }
}
