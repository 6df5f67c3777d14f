//! The code of the lesson: an idea in PyTorch, and beside it the Rust that runs here, cut from the sources at build time.
//!
//! A passage stands in the sources between `// lesson: begin NAME` and `// lesson: end`. One that is missing fails the
//! build; a test finds those that are not shown.

use super::sections::Section;
use crate::texts;

mod cut;

use cut::{copy, find};

/// An idea, in both languages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// The key of its heading.
    key: &'static str,
    /// The idea in PyTorch.
    pub python: &'static str,
    /// What runs here, as it stands in the sources.
    rust: &'static str,
    /// Where it stands.
    pub file: &'static str,
}

impl Passage {
    /// What it does, as a heading.
    pub fn title(&self) -> &'static str {
        texts::get(self.key)
    }

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

/// The passages of a section: at least one.
pub fn of(section: Section) -> &'static [Passage] {
    match section {
        Section::Libraries => &[VERSIONS],
        Section::Images => &[READING, TO_TENSOR],
        Section::Batches => &[SHUFFLING],
        Section::Baseline => &[LINEAR_LAYERS, TRAINING_STEP, LOSS],
        Section::Results => &[EVALUATION],
        Section::Devices => &[DEVICE],
        Section::NonLinearity => &[NON_LINEAR_LAYERS],
        Section::Convolutions => &[CONVOLUTIONAL_LAYERS, FORWARD],
        Section::Comparison => &[COMPARISON],
        Section::Predictions => &[SOFTMAX],
        Section::Confusion => &[RECALL],
        Section::SavedModel => &[CHECKPOINT],
        Section::TryIt => &[PHOTO],
    }
}

/// Cuts a passage out of a file in `src/`.
macro_rules! passage {
    ($key:literal, $file:literal, $name:literal, $python:literal) => {{
        const SOURCE: &str = include_str!(concat!("../../", $file));
        const PLACE: (usize, usize) = find(SOURCE, $name);
        const BYTES: [u8; PLACE.1] = copy(SOURCE, PLACE.0);
        Passage {
            key: $key,
            python: $python,
            rust: match std::str::from_utf8(&BYTES) {
                Ok(text) => text,
                Err(_) => panic!("a passage begins and ends with whole letters"),
            },
            file: concat!("src/", $file),
        }
    }};
}

const VERSIONS: Passage = passage!(
    "passage-versions",
    "app/pages/about/libraries.rs",
    "versions",
    "import torch
import torchvision

print(torch.__version__)
print(torchvision.__version__)
"
);

const READING: Passage = passage!(
    "passage-read",
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
    "passage-to-tensor",
    "data/batcher.rs",
    "to-tensor",
    "# What ToTensor() does to each image
images = images.unsqueeze(1).float() / 255  # [count, 1, 28, 28]
"
);

const SHUFFLING: Passage = passage!(
    "passage-shuffle",
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
    "passage-linear",
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
    "passage-step",
    "cpu_kernels/mlp.rs",
    "training-step",
    "logits = model(images)
loss = loss_fn(logits, labels)
optimizer.zero_grad()
loss.backward()
optimizer.step()
"
);

const LOSS: Passage = passage!(
    "passage-loss",
    "cpu_kernels/loss.rs",
    "loss",
    "def cross_entropy(logits, label):
    loss = torch.logsumexp(logits, dim=0) - logits[label]
    gradient = logits.softmax(dim=0)
    gradient[label] -= 1
    return loss, gradient
"
);

const EVALUATION: Passage = passage!(
    "passage-evaluation",
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
    "passage-device",
    "session/device_choice.rs",
    "device",
    "device = \"cuda\" if torch.cuda.is_available() else \"cpu\"
model = model.to(device)
"
);

const NON_LINEAR_LAYERS: Passage = passage!(
    "passage-non-linear",
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
    "passage-convolutions",
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
    "passage-forward",
    "cpu_kernels/conv_net/passes.rs",
    "forward",
    "x = F.relu(F.conv2d(image, *conv_1, padding=1))
x = F.max_pool2d(F.relu(F.conv2d(x, *conv_2, padding=1)), 2)
x = F.relu(F.conv2d(x, *conv_3, padding=1))
x = F.max_pool2d(F.relu(F.conv2d(x, *conv_4, padding=1)), 2)
logits = F.linear(x.flatten(1), *classifier)
"
);

const COMPARISON: Passage = passage!(
    "passage-compare",
    "session/trade_off.rs",
    "compare",
    "results = pd.DataFrame([model_0_results, model_1_results, model_2_results])
results[\"training_secs\"] = [secs_0, secs_1, secs_2]

best = results.loc[results[\"model_acc\"].idxmax()]
others = results.drop(best.name)
runner_up = others.loc[others[\"model_acc\"].idxmax()]
fastest = results.loc[results[\"training_secs\"].idxmin()]
"
);

const SOFTMAX: Passage = passage!(
    "passage-softmax",
    "logits.rs",
    "softmax",
    "probabilities = logits.softmax(dim=1)
predicted = probabilities.argmax(dim=1)
"
);

const RECALL: Passage = passage!(
    "passage-recall",
    "protocol/evaluation.rs",
    "recall",
    "confusion = torch.zeros(10, 10, dtype=torch.int64)
for truth, answer in zip(labels, predicted):
    confusion[truth, answer] += 1
recall = confusion.diagonal() / confusion.sum(dim=1)
"
);

const CHECKPOINT: Passage = passage!(
    "passage-checkpoint",
    "checkpoint/safetensors_file.rs",
    "checkpoint",
    "from safetensors.torch import load_file, save_file

save_file(model.state_dict(), \"model.safetensors\")
loaded = Model()
loaded.load_state_dict(load_file(\"model.safetensors\"))
"
);

const PHOTO: Passage = passage!(
    "passage-photo",
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
mod tests;
