//! The operators of `ai.onnx.ml` around ensembles, each in its own file.

mod array_feature_extractor;
mod binarizer;
mod feature_vectorizer;
mod imputer;
mod label_encoder;
mod linear;
mod lookup;
mod normalizer;
mod one_hot_encoder;
mod scaler;
mod svm;
mod zip_map;

use tract_onnx::Onnx;

/// Registers them, in place of tract's own.
pub(crate) fn register(onnx: &mut Onnx) {
    let register = &mut onnx.op_register;
    register.insert("ArrayFeatureExtractor", array_feature_extractor::array_feature_extractor);
    register.insert("Binarizer", binarizer::binarizer);
    register.insert("CategoryMapper", label_encoder::category_mapper);
    register.insert("FeatureVectorizer", feature_vectorizer::feature_vectorizer);
    register.insert("Imputer", imputer::imputer);
    register.insert("LabelEncoder", label_encoder::label_encoder);
    register.insert("LinearClassifier", linear::classifier);
    register.insert("LinearRegressor", linear::regressor);
    register.insert("Normalizer", normalizer::normalizer);
    register.insert("OneHotEncoder", one_hot_encoder::one_hot_encoder);
    register.insert("SVMClassifier", svm::classifier);
    register.insert("SVMRegressor", svm::regressor);
    register.insert("Scaler", scaler::scaler);
    register.insert("ZipMap", zip_map::zip_map);
}
