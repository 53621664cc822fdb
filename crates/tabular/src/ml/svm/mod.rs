//! `SVMClassifier` and `SVMRegressor`: support vector machines as libsvm and liblinear train them.

mod classifier;
mod coupling;
mod kernel;
mod regressor;

pub(crate) use classifier::classifier;
pub(crate) use regressor::regressor;
