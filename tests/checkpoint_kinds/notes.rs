//! What is said of each committed checkpoint.

/// What each file's notes must say, in their order; files that are not listed must have none.
pub const NOTES: [(&str, &[&str]); 50] = [
    ("names_module.pth", &["begin with “module.”"]),
    ("names_module.safetensors", &["begin with “module.”"]),
    (
        "names_compiled_parallel.pth",
        &["begin with “_orig_mod.module.”"],
    ),
    ("names_nested.pth", &["begin with “model.net.”"]),
    (
        "names_beside_a_loss.pth",
        &[
            "begin with “model.”",
            "left out: 1, the first is criterion.weight",
        ],
    ),
    (
        "names_beside_a_plain_loss.pth",
        &["left out: 1, the first is criterion.weight"],
    ),
    (
        "names_beside_counters.pth",
        &["left out: 32, the first is total_ops"],
    ),
    (
        "order_conv_blocks.pth",
        &["conv_block_1.0.weight was taken as block_1.0.weight"],
    ),
    (
        "order_conv_blocks.safetensors",
        &["by the numbers in their names"],
    ),
    (
        "order_words.pth",
        &["order in the file are: first.weight was taken as block_1.0.weight"],
    ),
    (
        "order_sequential.pth",
        &["1.weight was taken as layer_stack.1.weight"],
    ),
    ("order_fc.pth", &["fc1.weight was taken as"]),
    ("order_list_of_parameters.pth", &["0 was taken as"]),
    (
        "place_net.pth",
        &["under net.", "an accuracy of 78.80 % under acc"],
    ),
    ("place_two_levels.pth", &["under checkpoint.weights."]),
    ("place_tuple.pth", &["under 0."]),
    (
        "place_settings_under_model.pth",
        &["under model_state_dict."],
    ),
    (
        "place_two_that_fit.pth",
        &["under model.", "Not taken was what lies under ema."],
    ),
    (
        "place_gradients_first.pth",
        &["under weights.", "Not taken was what lies under grads."],
    ),
    (
        "beside_an_accuracy_as_tensor.pth",
        &[
            "under state_dict.",
            "an accuracy of 78.80 % under best_acc1",
        ],
    ),
    (
        "beside_everything.pth",
        &[
            "under state_dict.",
            "an accuracy of 78.80 % under best_acc",
            "asks Python to make",
        ],
    ),
    (
        "beside_everything_protocol_4.pth",
        &[
            "under state_dict.",
            "an accuracy of 78.80 % under best_acc",
            "asks Python to make",
        ],
    ),
    (
        "module_whole.pth",
        &["a whole model of the class lesson.FashionMNISTModelV2"],
    ),
    (
        "module_parallel.pth",
        &["torch.nn.parallel.data_parallel.DataParallel", "module."],
    ),
    ("module_under_a_key.pth", &["lesson.FashionMNISTModelV0"]),
    (
        "module_sequential.pth",
        &[
            "torch.nn.modules.container.Sequential",
            "1.weight was taken",
        ],
    ),
    (
        "module_dropout.pth",
        &[
            "torch.nn.modules.container.Sequential",
            "1.weight was taken",
        ],
    ),
    (
        "file_before_zip_whole_module.pth",
        &["a whole model of the class lesson.FashionMNISTModelV2"],
    ),
    ("file_before_zip_with_optimizer.pth", &["under net."]),
    ("file_without_checksums.pth", &["without checksums"]),
    ("values_half.pth", &["of the type float16"]),
    ("values_half.safetensors", &["of the type float16"]),
    ("values_bfloat16.pth", &["of the type bfloat16"]),
    ("values_bfloat16.safetensors", &["of the type bfloat16"]),
    ("values_float8_e4m3.pth", &["of the type float8_e4m3fn"]),
    (
        "values_float8_e4m3.safetensors",
        &["of the type float8_e4m3fn"],
    ),
    ("values_float8_e5m2.pth", &["of the type float8_e5m2"]),
    (
        "values_float8_e5m2.safetensors",
        &["of the type float8_e5m2"],
    ),
    ("values_uint16.pth", &["of the type uint16"]),
    ("values_uint16.safetensors", &["of the type uint16"]),
    ("values_uint32.pth", &["of the type uint32"]),
    ("values_uint32.safetensors", &["of the type uint32"]),
    ("values_uint64.pth", &["of the type uint64"]),
    ("values_uint64.safetensors", &["of the type uint64"]),
    ("values_double.pth", &["of the type float64"]),
    ("values_double.safetensors", &["of the type float64"]),
    ("values_integers.pth", &["of the type int64"]),
    ("values_integers.safetensors", &["of the type int64"]),
    ("values_numpy_big_endian.pth", &["of the type float64"]),
    ("values_of_a_subclass.pth", &[]),
];
