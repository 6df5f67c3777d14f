//! The code of the lesson: an idea in PyTorch, and beside it the Rust that runs here, cut from the sources at build time.
//!
//! A passage stands in the sources between `// lesson: begin NAME` and `// lesson: end`. One that is missing fails the
//! build; a test finds those that nobody shows.

use super::sections::Section;

/// An idea, in both languages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// What it does, as a heading.
    pub title: &'static str,
    /// The idea in PyTorch.
    pub python: &'static str,
    /// What runs here, as it stands in the sources.
    rust: &'static str,
    /// Where it stands.
    pub file: &'static str,
}

impl Passage {
    /// What runs here, without the indentation that all its lines share.
    pub fn rust(&self) -> String {
        let lines = self.rust.lines();
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let filled = lines.clone().filter(|line| !line.is_empty());
        let shared = filled.map(indentation).min().unwrap_or(0);
        let mut text = String::new();
        for line in lines {
            text.push_str(line.get(shared..).unwrap_or_default());
            text.push('\n');
        }
        text
    }
}

/// The passages of a section, most of them one.
pub fn of(section: Section) -> &'static [Passage] {
    match section {
        Section::Libraries | Section::Comparison => &[],
        Section::Images => &[READING, TO_TENSOR],
        Section::Batches => &[SHUFFLING],
        Section::Baseline => &[LINEAR_LAYERS, TRAINING_STEP, LOSS],
        Section::Results => &[EVALUATION],
        Section::Devices => &[DEVICE],
        Section::NonLinearity => &[BENT_LAYERS],
        Section::Convolutions => &[CONVOLUTIONAL_LAYERS, FORWARD],
        Section::Predictions => &[SOFTMAX],
        Section::Confusion => &[RECALL],
        Section::SavedModel => &[CHECKPOINT],
        Section::TryIt => &[PHOTO],
    }
}

/// The line that begins a passage, up to its name.
const BEGIN: &str = "// lesson: begin ";
/// The line that ends a passage.
const END: &str = "// lesson: end";

/// Where the passage of this name lies in a source: its first byte, and the number of its bytes. In a constant, a passage
/// that is not there fails the build.
const fn find(source: &str, name: &str) -> (usize, usize) {
    let source = source.as_bytes();
    let mut begin = 0;
    loop {
        assert!(
            begin < source.len(),
            "the sources lack a passage of the lesson"
        );
        let of_name = begin + BEGIN.len();
        let after = of_name + name.len();
        if is_at(source, begin, BEGIN)
            && is_at(source, of_name, name)
            && after < source.len()
            && source[after] == b'\n'
        {
            begin = after + 1;
            break;
        }
        begin += 1;
    }
    let mut end = begin;
    while !is_at(source, end, END) {
        assert!(end < source.len(), "a passage of the lesson has no end");
        end += 1;
    }
    // The last line is the marker's.
    while source[end - 1] != b'\n' {
        end -= 1;
    }
    (begin, end - begin)
}

const fn is_at(source: &[u8], start: usize, word: &str) -> bool {
    let word = word.as_bytes();
    if start + word.len() > source.len() {
        return false;
    }
    let mut i = 0;
    while i < word.len() {
        if source[start + i] != word[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The passage's own bytes: a part of `include_str!` would keep the whole file in the program.
const fn copy<const N: usize>(source: &str, start: usize) -> [u8; N] {
    let source = source.as_bytes();
    let mut bytes = [0; N];
    let mut i = 0;
    while i < N {
        bytes[i] = source[start + i];
        i += 1;
    }
    bytes
}

/// Cuts a passage out of a file in `src/`.
macro_rules! passage {
    ($title:literal, $file:literal, $name:literal, $python:literal) => {{
        const SOURCE: &str = include_str!(concat!("../../", $file));
        const PLACE: (usize, usize) = find(SOURCE, $name);
        const BYTES: [u8; PLACE.1] = copy(SOURCE, PLACE.0);
        Passage {
            title: $title,
            python: $python,
            rust: match std::str::from_utf8(&BYTES) {
                Ok(text) => text,
                Err(_) => panic!("a passage begins and ends with whole letters"),
            },
            file: concat!("src/", $file),
        }
    }};
}

const READING: Passage = passage!(
    "Read the published file",
    "data/idx.rs",
    "images",
    "with gzip.open(\"train-images-idx3-ubyte.gz\") as file:
    magic, count, height, width = struct.unpack(\">4I\", file.read(16))
    assert (magic, height, width) == (2051, 28, 28)
    pixels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
images = pixels.reshape(count, 28, 28)
"
);

const TO_TENSOR: Passage = passage!(
    "Bytes to numbers from 0 to 1",
    "data/batcher.rs",
    "to-tensor",
    "# What ToTensor() does to each image
images = images.unsqueeze(1).float() / 255  # [count, 1, 28, 28]
"
);

const SHUFFLING: Passage = passage!(
    "A new order for every epoch",
    "random/loader.rs",
    "shuffle",
    "torch.manual_seed(42)
train_loader = DataLoader(train_data, batch_size=32, shuffle=True)
test_loader = DataLoader(test_data, batch_size=32)

for epoch in range(3):
    for images, labels in train_loader:  # shuffled anew
        ...
"
);

const LINEAR_LAYERS: Passage = passage!(
    "The model: a list of layers",
    "models/baseline.rs",
    "layers",
    "layer_stack = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, hidden_units),
    nn.Linear(hidden_units, 10),
)
"
);

const TRAINING_STEP: Passage = passage!(
    "A training step",
    "training/fused/cpu/mlp.rs",
    "training-step",
    "logits = model(images)
loss = loss_fn(logits, labels)
optimizer.zero_grad()
loss.backward()
optimizer.step()
"
);

const LOSS: Passage = passage!(
    "The loss of an image, and its gradient",
    "training/fused/cpu/loss.rs",
    "loss",
    "def cross_entropy(logits, label):
    loss = torch.logsumexp(logits, dim=0) - logits[label]
    gradient = logits.softmax(dim=0)
    gradient[label] -= 1
    return loss, gradient
"
);

const EVALUATION: Passage = passage!(
    "Judge a batch of test images",
    "training/evaluate.rs",
    "evaluation",
    "model.eval()
with torch.inference_mode():
    for images, labels in test_loader:
        logits = model(images)
        test_loss += loss_fn(logits, labels)
        test_acc += (logits.argmax(dim=1) == labels).float().mean()
test_loss /= len(test_loader)
test_acc /= len(test_loader)
"
);

const DEVICE: Passage = passage!(
    "Choose the device",
    "session/device_choice.rs",
    "device",
    "device = \"cuda\" if torch.cuda.is_available() else \"cpu\"
model = model.to(device)
"
);

const BENT_LAYERS: Passage = passage!(
    "The model: two ReLUs more",
    "models/non_linear.rs",
    "layers",
    "layer_stack = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, hidden_units),
    nn.ReLU(),
    nn.Linear(hidden_units, 10),
    nn.ReLU(),
)
"
);

const CONVOLUTIONAL_LAYERS: Passage = passage!(
    "The model: two blocks and a classifier",
    "models/tiny_vgg.rs",
    "layers",
    "def block(inputs, hidden_units):
    return nn.Sequential(
        nn.Conv2d(inputs, hidden_units, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(hidden_units, hidden_units, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
    )

block_1 = block(1, hidden_units)
block_2 = block(hidden_units, hidden_units)
classifier = nn.Sequential(nn.Flatten(), nn.Linear(hidden_units * 49, 10))
"
);

const FORWARD: Passage = passage!(
    "One image's way through four convolutions",
    "training/fused/cpu/conv_net/passes.rs",
    "forward",
    "x = F.relu(F.conv2d(image, *conv_1, padding=1))
x = F.max_pool2d(F.relu(F.conv2d(x, *conv_2, padding=1)), 2)
x = F.relu(F.conv2d(x, *conv_3, padding=1))
x = F.max_pool2d(F.relu(F.conv2d(x, *conv_4, padding=1)), 2)
logits = F.linear(x.flatten(1), *classifier)
"
);

const SOFTMAX: Passage = passage!(
    "Results to probabilities",
    "training/metrics.rs",
    "softmax",
    "probabilities = logits.softmax(dim=1)
predicted = probabilities.argmax(dim=1)
"
);

const RECALL: Passage = passage!(
    "How much of a class is recognised",
    "protocol/evaluation.rs",
    "recall",
    "confusion = torch.zeros(10, 10, dtype=torch.int64)
for truth, answer in zip(labels, predicted):
    confusion[truth, answer] += 1
recall = confusion.diagonal() / confusion.sum(dim=1)
"
);

const CHECKPOINT: Passage = passage!(
    "Write the file",
    "checkpoint/safetensors_file.rs",
    "checkpoint",
    "from safetensors.torch import load_file, save_file

save_file(model.state_dict(), \"model.safetensors\")
loaded = Model()
loaded.load_state_dict(load_file(\"model.safetensors\"))
"
);

const PHOTO: Passage = passage!(
    "A photo becomes an image of the data set",
    "data/preprocess.rs",
    "photo",
    "grey = 255 - np.array(Image.open(\"shirt.jpg\").convert(\"L\"))  # bright on black
rows, columns = np.where(grey > 25)
item = Image.fromarray(grey).crop((columns.min(), rows.min(), columns.max(), rows.max()))
item.thumbnail((28, 28))
image = Image.new(\"L\", (28, 28))
image.paste(item, ((28 - item.width) // 2, (28 - item.height) // 2))
"
);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Lines of a passage that still fit beside the PyTorch without hiding it.
    const MAX_LINES: usize = 60;

    fn shown() -> Vec<Passage> {
        let sections = Section::ALL.into_iter();
        sections.flat_map(of).copied().collect()
    }

    #[test]
    fn every_passage_has_code_in_both_languages() {
        let shown = shown();
        assert!(shown.len() >= 8);
        for passage in shown {
            let rust = passage.rust();
            let n_lines = rust.lines().count();
            assert!((3..=MAX_LINES).contains(&n_lines), "{}", passage.title);
            assert!(rust.starts_with(|letter: char| !letter.is_whitespace()));
            assert!(!rust.contains("// lesson:"), "{}", passage.title);
            assert!(passage.python.lines().count() >= 2, "{}", passage.title);
            assert!(passage.python.ends_with('\n') && !passage.python.contains('\t'));
        }
    }

    #[test]
    fn every_marked_passage_is_shown_and_ends() {
        let expected: BTreeSet<String> = shown()
            .iter()
            .map(|passage| passage.file.to_owned())
            .collect();
        let mut marked = BTreeSet::new();
        let mut n_marked = 0;
        for file in sources() {
            if file.ends_with("session/lesson/passages.rs") {
                continue;
            }
            let text = fs::read_to_string(&file).expect("the sources can be read");
            let mut is_open = false;
            for line in text.lines().map(str::trim) {
                if line.starts_with(BEGIN) {
                    assert!(!is_open, "{}: one in another", file.display());
                    is_open = true;
                    n_marked += 1;
                    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
                    let file = file.strip_prefix(root).expect("it is a source");
                    marked.insert(file.to_string_lossy().replace('\\', "/"));
                } else if line.starts_with("// lesson:") {
                    assert_eq!(line, END, "{}", file.display());
                    assert!(is_open, "{}: an end without a beginning", file.display());
                    is_open = false;
                }
            }
            assert!(!is_open, "{}: a passage without an end", file.display());
        }
        assert_eq!(marked, expected);
        assert_eq!(n_marked, shown().len());
    }

    #[test]
    fn a_passage_is_cut_by_its_name() {
        const SOURCE: &str = "a\n// lesson: begin one-two\nb\n// lesson: end\n  // lesson: begin one\n    c\n\n      d\n  // lesson: end\n";
        const PLACE: (usize, usize) = find(SOURCE, "one");
        let cut: [u8; PLACE.1] = copy(SOURCE, PLACE.0);
        assert_eq!(cut, *b"    c\n\n      d\n");
        let passage = Passage {
            rust: "    c\n\n      d\n",
            ..READING
        };
        assert_eq!(passage.rust(), "c\n\n  d\n");
    }

    fn sources() -> Vec<PathBuf> {
        let mut files = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the sources can be read") {
                let path = entry.expect("the sources can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    files.push(path);
                }
            }
        }
        files
    }
}
