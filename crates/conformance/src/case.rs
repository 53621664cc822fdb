use std::{fs, io, path::Path};

/// A model with inputs and what it must answer, as the bytes of their files.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// The model, ONNX.
    pub model: Vec<u8>,
    /// Tensors in the order of the graph's inputs, each a `TensorProto`.
    pub inputs: Vec<Vec<u8>>,
    /// Tensors in the order of the graph's outputs, each a `TensorProto`.
    pub outputs: Vec<Vec<u8>>,
    /// The last output as it would be without rounding, of doubles, where trees do not decide: a `TensorProto`.
    pub exact: Option<Vec<u8>>,
}

impl Case {
    /// Reads a case's folder; its tensors may lie beside the model.
    ///
    /// # Errors
    /// Those of the file system, and a folder without outputs.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let data = folder.join("test_data_set_0");
        let data = if data.is_dir() { data.as_path() } else { folder };
        let tensors = |kind: &str| -> io::Result<Vec<Vec<u8>>> {
            let file = |i: usize| data.join(format!("{kind}_{i}.pb"));
            (0..).map(file).take_while(|file| file.is_file()).map(fs::read).collect()
        };
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let outputs = tensors("output")?;
        if outputs.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, format!("{name} has no outputs")));
        }
        let exact = data.join("exact.pb");
        let exact = if exact.is_file() { Some(fs::read(exact)?) } else { None };
        Ok(Self {
            exact,
            name,
            model: fs::read(folder.join("model.onnx"))?,
            inputs: tensors("input")?,
            outputs,
        })
    }

    /// All cases in a folder of folders, by name.
    ///
    /// # Errors
    /// Those of [`Case::read`].
    pub fn all_in(folder: &Path) -> io::Result<Vec<Self>> {
        let mut folders: Vec<_> =
            fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        folders.retain(|path| path.is_dir());
        folders.sort();
        folders.iter().map(|folder| Self::read(folder)).collect()
    }
}
