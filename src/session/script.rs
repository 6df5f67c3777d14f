//! Writes a run as a PyTorch script or notebook, which trains the same model with the same settings and prints the same lines:
//! the way on for those who outgrow the tab.

use std::fmt::Write;

use crate::models::{Architecture, Layer, PlacedLayer};
use crate::protocol::TrainingConfig;

/// Where the data set is published.
const DATA_URL: &str = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

/// A part of the notebook.
enum Cell {
    Text(String),
    Code(String),
}

/// The run as a Python script.
pub fn python(config: &TrainingConfig) -> String {
    let codes = cells(config).into_iter().filter_map(|cell| match cell {
        Cell::Code(code) => Some(code),
        Cell::Text(_) => None,
    });
    let codes: Vec<String> = codes.collect();
    format!("\"\"\"{}\"\"\"\n\n{}", title(config), codes.join("\n\n"))
}

/// The run as a Jupyter notebook.
pub fn notebook(config: &TrainingConfig) -> String {
    let cells = cells(config).into_iter().map(|cell| match cell {
        Cell::Text(text) => format!(
            r#"{{"cell_type": "markdown", "metadata": {{}}, "source": {}}}"#,
            json(&text)
        ),
        Cell::Code(code) => format!(
            r#"{{"cell_type": "code", "execution_count": null, "metadata": {{}}, "outputs": [], "source": {}}}"#,
            json(code.trim_end())
        ),
    });
    let cells: Vec<String> = cells.collect();
    format!(
        "{{\n \"cells\": [\n  {}\n ],\n \"metadata\": {{\"language_info\": {{\"name\": \"python\"}}}},\n \"nbformat\": 4,\n \"nbformat_minor\": 4\n}}\n",
        cells.join(",\n  ")
    )
}

/// A file name for the run, without an ending.
pub fn file_name(config: &TrainingConfig) -> String {
    format!("model_{}_seed_{}", config.model.number, config.seed)
}

/// A JSON string.
pub(super) fn json(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

fn title(config: &TrainingConfig) -> String {
    format!(
        "{}, as Fitting Room trains it: seed {}, {} epochs, batches of {}, learning rate {}.",
        config.model.english_title,
        config.seed,
        config.n_epochs,
        config.batch_size,
        config.learning_rate
    )
}

fn cells(config: &TrainingConfig) -> Vec<Cell> {
    vec![
        Cell::Text(format!(
            "# {}\n\n{}\n\nNeeds PyTorch. On the CPU it prints the same digits as the tab for models without convolutions. To evaluate a file \
             that you have saved from the page instead, name it as `CHECKPOINT`.",
            config.model.english_title,
            title(config)
        )),
        Cell::Code(settings(config)),
        Cell::Text(
            "## Where it runs: what the script's command line says, or the settings above"
                .to_owned(),
        ),
        Cell::Code(PLACE.to_owned()),
        Cell::Text("## Data: FashionMNIST, downloaded once".to_owned()),
        Cell::Code(DATA.replace("DATA_URL", DATA_URL)),
        Cell::Text("## The model".to_owned()),
        Cell::Code(model(config)),
        Cell::Text("## Train, or evaluate a checkpoint that the tab has saved".to_owned()),
        Cell::Code(TRAINING.replace("CLASS_NAME", config.model.class_name)),
    ]
}

fn settings(config: &TrainingConfig) -> String {
    let hyperparameters = format!(
        "SEED = {}\nEPOCHS = {}\nBATCH_SIZE = {}  # of each process, if torchrun starts several: their digits differ from those of one\nLEARNING_RATE = {}\n",
        config.seed, config.n_epochs, config.batch_size, config.learning_rate
    );
    let choices = CHOICES.replace("CLASS_NAME", config.model.class_name);
    format!("{IMPORTS}\n{hyperparameters}\n{choices}")
}

/// The model's class, from its list of layers.
fn model(config: &TrainingConfig) -> String {
    let layers = Architecture::of(config).layers();
    let mut blocks: Vec<(&str, Vec<String>)> = Vec::new();
    for layer in &layers {
        let name = layer.path.split('.').next().unwrap_or_default();
        if blocks.last().is_none_or(|(last, _)| *last != name) {
            blocks.push((name, Vec::new()));
        }
        if let Some((_, lines)) = blocks.last_mut() {
            lines.push(constructor(layer));
        }
    }
    let mut code = format!(
        "class {}(nn.Module):\n    def __init__(self):\n        super().__init__()\n",
        config.model.class_name
    );
    for (name, lines) in &blocks {
        // Writing to a string cannot fail.
        let _ = writeln!(code, "        self.{name} = nn.Sequential(");
        for line in lines {
            let _ = writeln!(code, "            {line},");
        }
        code.push_str("        )\n");
    }
    code.push_str("\n    def forward(self, x):\n");
    for (name, _) in &blocks {
        let _ = writeln!(code, "        x = self.{name}(x)");
    }
    code.push_str("        return x\n");
    code
}

fn constructor(layer: &PlacedLayer) -> String {
    let inputs = layer.input_shape[0];
    let arguments = match layer.layer {
        Layer::Flatten | Layer::Relu => String::new(),
        Layer::Linear { outputs } => format!("{inputs}, {outputs}"),
        Layer::Conv2d {
            channels,
            kernel,
            stride,
            padding,
        } => format!("{inputs}, {channels}, {kernel}, stride={stride}, padding={padding}"),
        Layer::MaxPool2d { kernel } => kernel.to_string(),
    };
    format!("nn.{}({arguments})", layer.layer.class_name())
}

const IMPORTS: &str = r#"import argparse
import gzip
import os
import sys
import urllib.request
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset
"#;

/// Settings that say nothing about the run.
const CHOICES: &str = r#"CHECKPOINT = None  # or a file that you have saved from the page, such as "CLASS_NAME.pth"
DEVICE = "cpu"  # or "cuda"
DATA = os.environ.get("FASHION_MNIST_DIR", "data")  # the folder of the four .gz files, which are downloaded if it lacks them
"#;

const PLACE: &str = r#"parser = argparse.ArgumentParser(
    description=__doc__,
    epilog=f"Runs under torchrun too, one process a device. Each takes batches of {BATCH_SIZE}, so more than one print other digits.",
)
parser.add_argument("--checkpoint", default=CHECKPOINT, help="evaluate this .pth or .safetensors file instead of training")
parser.add_argument("--device", default=DEVICE, help="such as cuda; by default %(default)s")
parser.add_argument("--data", default=DATA, help="folder of the four .gz files; by default %(default)s")
options = parser.parse_args([] if "ipykernel" in sys.modules else None)

device = torch.device(options.device)
is_shared = "RANK" in os.environ  # started by torchrun
rank = int(os.environ.get("RANK", 0))
local_rank = int(os.environ.get("LOCAL_RANK", 0))
if is_shared:
    if device.type == "cuda":
        device = torch.device("cuda", local_rank)
        torch.cuda.set_device(device)
    torch.distributed.init_process_group()
"#;

const DATA: &str = r#"def read(name, header):
    path = Path(options.data) / name
    # One process on each machine downloads, under another name until the file is whole; the others wait.
    if local_rank == 0 and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{name}.{os.getpid()}")
        urllib.request.urlretrieve("DATA_URL" + name, part)
        part.replace(path)
    if is_shared:
        torch.distributed.barrier()
    return torch.frombuffer(bytearray(gzip.decompress(path.read_bytes())[header:]), dtype=torch.uint8)


def split(name):
    images = read(f"{name}-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28)
    return TensorDataset(images.float() / 255, read(f"{name}-labels-idx1-ubyte.gz", 8).long())


train_data, test_data = split("train"), split("t10k")
"#;

const TRAINING: &str = r#"sampler = DistributedSampler(train_data, seed=SEED) if is_shared else None
train_loader = DataLoader(train_data, batch_size=BATCH_SIZE, shuffle=sampler is None, sampler=sampler)
test_loader = DataLoader(test_data, batch_size=BATCH_SIZE)

torch.manual_seed(SEED)
model = CLASS_NAME().to(device)
loss_fn = nn.CrossEntropyLoss()


def evaluate():
    model.eval()
    test_loss = test_acc = 0
    with torch.inference_mode():
        for X, y in test_loader:
            X, y = X.to(device), y.to(device)
            logits = model(X)
            test_loss += loss_fn(logits, y)
            test_acc += (logits.argmax(dim=1) == y).sum().item() / len(y) * 100
    return test_loss / len(test_loader), test_acc / len(test_loader)


def train():
    parallel = nn.parallel.DistributedDataParallel(model) if is_shared else model
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    torch.manual_seed(SEED)
    for epoch in range(EPOCHS):
        if rank == 0:
            print(f"Epoch: {epoch}")
        if sampler:
            sampler.set_epoch(epoch)
        model.train()
        train_loss = 0
        for X, y in train_loader:
            loss = loss_fn(parallel(X.to(device)), y.to(device))
            train_loss += loss.detach()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        train_loss /= len(train_loader)
        if is_shared:
            torch.distributed.all_reduce(train_loss)
            train_loss /= torch.distributed.get_world_size()
        # All processes have the same parameters now, so one of them tests and prints.
        if rank == 0:
            test_loss, test_acc = evaluate()
            print(f"Train loss: {train_loss:.5f} | Test loss: {test_loss:.5f}, Test acc: {test_acc:.2f}%")


def load(path):
    if path.endswith(".safetensors"):
        from safetensors.torch import load_file  # of the package safetensors

        return load_file(path)
    return torch.load(path, weights_only=True)


if not options.checkpoint:
    train()
elif rank == 0:
    model.load_state_dict(load(options.checkpoint))
    test_loss, test_acc = evaluate()
    print(f"Test loss: {test_loss:.5f}\nTest acc: {test_acc:.2f}%")
if is_shared:
    torch.distributed.destroy_process_group()
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ModelKind;

    #[test]
    fn a_script_has_the_runs_settings_and_the_models_layers() {
        let config = TrainingConfig {
            seed: 7,
            learning_rate: 0.05,
            hidden_units: 12,
            ..TrainingConfig::lesson(ModelKind::TINY_VGG)
        };
        let script = python(&config);
        for line in [
            "SEED = 7",
            "LEARNING_RATE = 0.05",
            "class FashionMNISTModelV2(nn.Module):",
            "        self.block_2 = nn.Sequential(",
            "            nn.Conv2d(1, 12, 3, stride=1, padding=1),",
            "            nn.Conv2d(12, 12, 3, stride=1, padding=1),",
            "            nn.Linear(588, 10),",
            "        x = self.classifier(x)",
            "model = FashionMNISTModelV2().to(device)",
        ] {
            assert!(
                script.lines().any(|found| found == line),
                "{line}\n{script}"
            );
        }
        assert!(!script.contains("DATA_URL") && !script.contains("CLASS_NAME"));
    }

    #[test]
    fn a_notebook_begins_with_the_settings() {
        let config = TrainingConfig::lesson(ModelKind::BASELINE);
        let cells = cells(&config);
        let first = cells.iter().find_map(|cell| match cell {
            Cell::Code(code) => Some(code),
            Cell::Text(_) => None,
        });
        let settings = first.expect("there is code");
        for setting in ["SEED = 42", "CHECKPOINT = None", "DEVICE = \"cpu\""] {
            let is_set = settings.lines().any(|line| line.starts_with(setting));
            assert!(is_set, "{setting}\n{settings}");
            assert_eq!(python(&config).matches(setting).count(), 1);
        }
        assert!(settings.contains("FashionMNISTModelV0.pth"));
    }

    #[test]
    fn a_notebook_is_json_with_the_scripts_code() {
        let config = TrainingConfig::lesson(ModelKind::NON_LINEAR);
        let notebook: serde_json::Value =
            serde_json::from_str(&notebook(&config)).expect("it is JSON");
        let cells = notebook["cells"].as_array().expect("there are cells");
        let code = cells.iter().filter(|cell| cell["cell_type"] == "code");
        for source in code.map(|cell| cell["source"].as_str().expect("it is text")) {
            assert!(python(&config).contains(source));
        }
    }
}
