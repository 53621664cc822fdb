//! Battles as a Parquet file. The bytes depend on the battles alone: no time, no name of a version.

use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::columns::{self, Column, Text, Values};
use super::sampling::Battle;

/// Battles that are turned into columns at a time.
const ROW_GROUP: usize = 1 << 17;

/// Writes all columns of the battles to a new file at `path`.
pub(super) fn write(path: &Path, battles: &[Battle]) -> anyhow::Result<()> {
    let columns = columns::all()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("battledex".to_owned())
        .build();
    let file = File::create(path).context("could not create the file; does its folder exist?")?;
    let mut writer = SerializedFileWriter::new(file, schema(&columns)?, Arc::new(properties))?;
    for rows in battles.chunks(ROW_GROUP) {
        let mut group = writer.next_row_group()?;
        for column in &columns {
            write_column(&mut group, &column.values, rows)?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

fn schema(columns: &[Column]) -> anyhow::Result<TypePtr> {
    let fields = columns.iter().map(|Column { name, values }| {
        let (physical, converted) = match values {
            Values::Text(_) => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
            Values::Whole(_) => (Physical::INT64, ConvertedType::NONE),
            Values::Real(_) => (Physical::DOUBLE, ConvertedType::NONE),
        };
        let field = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::REQUIRED)
            .with_converted_type(converted);
        field.build().map(Arc::new)
    });
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?))
}

fn write_column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &Values,
    rows: &[Battle],
) -> anyhow::Result<()> {
    let mut column = group.next_column()?.context("the schema has fewer columns than the data")?;
    match values {
        Values::Text(text) => column.typed::<ByteArrayType>().write_batch(&texts(text, rows), None, None)?,
        Values::Whole(number) => {
            let numbers: Vec<_> = rows.iter().map(|row| number.of(row)).collect();
            column.typed::<Int64Type>().write_batch(&numbers, None, None)?
        }
        Values::Real(feature) => {
            let numbers: Vec<_> = rows.iter().map(|row| feature.value(&row.matchup)).collect();
            column.typed::<DoubleType>().write_batch(&numbers, None, None)?
        }
    };
    column.close()?;
    Ok(())
}

/// The texts of a column; equal ones share their bytes.
fn texts(text: &Text, rows: &[Battle]) -> Vec<ByteArray> {
    let mut known: HashMap<&'static str, ByteArray> = HashMap::new();
    rows.iter()
        .map(|row| {
            let text = text.of(row);
            known.entry(text).or_insert_with(|| ByteArray::from(text)).clone()
        })
        .collect()
}
