use protocol::Failure;

/// What the worker is able to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineStatus {
    /// Its code is being downloaded and compiled; requests wait.
    Starting,
    /// It answers.
    Ready,
    /// It could not start, or it stopped; every request fails until [`super::Engine::restart`].
    Broken(Failure),
}
