//! A small writer of GGUF files for tests. It writes whatever it is told to, so that damaged files can be made as well.
#![allow(dead_code)] // each test binary uses a part of it

/// Type tags of metadata values.
pub mod tag {
    pub const U8: u32 = 0;
    pub const I8: u32 = 1;
    pub const U16: u32 = 2;
    pub const I16: u32 = 3;
    pub const U32: u32 = 4;
    pub const I32: u32 = 5;
    pub const F32: u32 = 6;
    pub const BOOL: u32 = 7;
    pub const STRING: u32 = 8;
    pub const ARRAY: u32 = 9;
    pub const U64: u32 = 10;
    pub const I64: u32 = 11;
    pub const F64: u32 = 12;
}

/// A file under construction.
#[derive(Clone)]
pub struct GgufWriter {
    pub version: u32,
    /// Written instead of the true count.
    pub claimed_tensors: Option<u64>,
    /// Written instead of the true count.
    pub claimed_keys: Option<u64>,
    /// Where the next tensor goes is rounded up to this.
    pub alignment: u64,
    keys: u64,
    tensors: u64,
    entries: Vec<u8>,
    infos: Vec<u8>,
    data_bytes: u64,
}

impl GgufWriter {
    pub fn new(version: u32) -> Self {
        Self {
            version,
            claimed_tensors: None,
            claimed_keys: None,
            alignment: 32,
            keys: 0,
            tensors: 0,
            entries: Vec::new(),
            infos: Vec::new(),
            data_bytes: 0,
        }
    }

    /// An entry of any type with the bytes of its value.
    pub fn raw(mut self, key: &[u8], tag: u32, value: &[u8]) -> Self {
        put_string(&mut self.entries, key);
        self.entries.extend(tag.to_le_bytes());
        self.entries.extend(value);
        self.keys += 1;
        self
    }

    pub fn string(self, key: &str, value: &str) -> Self {
        let mut bytes = Vec::new();
        put_string(&mut bytes, value.as_bytes());
        self.raw(key.as_bytes(), tag::STRING, &bytes)
    }

    pub fn u32(self, key: &str, value: u32) -> Self {
        self.raw(key.as_bytes(), tag::U32, &value.to_le_bytes())
    }

    pub fn f32(self, key: &str, value: f32) -> Self {
        self.raw(key.as_bytes(), tag::F32, &value.to_le_bytes())
    }

    /// An array with the bytes of its elements.
    pub fn array(self, key: &str, element_tag: u32, count: u64, elements: &[u8]) -> Self {
        let mut bytes = element_tag.to_le_bytes().to_vec();
        bytes.extend(count.to_le_bytes());
        bytes.extend(elements);
        self.raw(key.as_bytes(), tag::ARRAY, &bytes)
    }

    pub fn strings<S: AsRef<str>>(self, key: &str, values: &[S]) -> Self {
        let mut bytes = Vec::new();
        values.iter().for_each(|value| put_string(&mut bytes, value.as_ref().as_bytes()));
        self.array(key, tag::STRING, values.len() as u64, &bytes)
    }

    /// A tensor after the ones that are already there, with `bytes` bytes of data.
    pub fn tensor(mut self, name: &str, shape: &[u64], kind: u32, bytes: u64) -> Self {
        let offset = self.data_bytes.next_multiple_of(self.alignment);
        self.data_bytes = offset + bytes;
        self.tensor_at(name.as_bytes(), shape, kind, offset)
    }

    /// A tensor's description, as given; the file gets no longer by it.
    pub fn tensor_at(mut self, name: &[u8], shape: &[u64], kind: u32, offset: u64) -> Self {
        put_string(&mut self.infos, name);
        self.infos.extend((shape.len() as u32).to_le_bytes());
        shape.iter().for_each(|dimension| self.infos.extend(dimension.to_le_bytes()));
        self.infos.extend(kind.to_le_bytes());
        self.infos.extend(offset.to_le_bytes());
        self.tensors += 1;
        self
    }

    /// Everything before the padding and the data.
    pub fn header(&self) -> Vec<u8> {
        let mut bytes = b"GGUF".to_vec();
        bytes.extend(self.version.to_le_bytes());
        bytes.extend(self.claimed_tensors.unwrap_or(self.tensors).to_le_bytes());
        bytes.extend(self.claimed_keys.unwrap_or(self.keys).to_le_bytes());
        bytes.extend(&self.entries);
        bytes.extend(&self.infos);
        bytes
    }

    /// Length of the whole file.
    pub fn file_bytes(&self) -> u64 {
        let header = self.header().len() as u64;
        if self.data_bytes == 0 { header } else { header.next_multiple_of(self.alignment) + self.data_bytes }
    }
}

fn put_string(bytes: &mut Vec<u8>, string: &[u8]) {
    bytes.extend((string.len() as u64).to_le_bytes());
    bytes.extend(string);
}
