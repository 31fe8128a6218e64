"""Writes the HDF5 files beside this script, laid out as Keras 2.15 and Keras 3 save models.

Needs h5py and numpy; run it in this folder. What each network makes of rows is computed here with
numpy in double precision and kept in expected.json: an answer from outside the code under test.
"""

import json

import h5py
import numpy as np

random = np.random.RandomState(7)


def dense(inputs, units):
    return {
        "kernel": (random.randn(inputs, units) / np.sqrt(inputs)).astype("float32"),
        "bias": (0.3 * random.randn(units)).astype("float32"),
    }


def norm(units):
    return {
        "gamma": (1 + 0.2 * random.randn(units)).astype("float32"),
        "beta": (0.2 * random.randn(units)).astype("float32"),
        "moving_mean": (0.2 * random.randn(units)).astype("float32"),
        "moving_variance": (0.5 + random.rand(units)).astype("float32"),
    }


def save(name, model, groups, version):
    """groups: {top layer: {(path of layer): {weight: array}}}"""
    with h5py.File(name, "w") as file:
        file.attrs["keras_version"] = version
        file.attrs["backend"] = "tensorflow"
        file.attrs["model_config"] = json.dumps(model)
        weights = file.create_group("model_weights")
        weights.attrs["layer_names"] = [group.encode() for group in groups]
        weights.attrs["backend"] = "tensorflow"
        weights.attrs["keras_version"] = version
        for group, layers in groups.items():
            at = weights.create_group(group)
            names = []
            for path, arrays in layers.items():
                for weight, array in arrays.items():
                    suffix = "" if version.startswith("3") else ":0"
                    full = path + "/" + weight + suffix
                    names.append(full.encode())
                    at.create_dataset(full, data=array)
            at.attrs["weight_names"] = names


def affine(x, layer):
    return x @ layer["kernel"].astype("float64") + layer["bias"].astype("float64")


def normalise(x, layer, epsilon=1e-3):
    scale = layer["gamma"] / np.sqrt(layer["moving_variance"].astype("float64") + epsilon)
    return (x - layer["moving_mean"]) * scale + layer["beta"]


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


rows = random.randn(5, 6).astype("float32")
expected = {"rows": rows.tolist()}


def keep(name, output):
    expected[name] = output.tolist()


# Keras 2, sequential: dropout and batch normalisation between dense layers.
first, batch, second, third = dense(6, 4), norm(4), dense(4, 2), dense(2, 6)
save(
    "keras2-sequential.h5",
    {
        "class_name": "Sequential",
        "config": {
            "name": "sequential",
            "layers": [
                {
                    "class_name": "InputLayer",
                    "config": {"batch_input_shape": [None, 6], "dtype": "float32", "name": "in"},
                },
                {
                    "class_name": "Dense",
                    "config": {"name": "dense", "units": 4, "activation": "relu", "use_bias": True},
                },
                {"class_name": "Dropout", "config": {"name": "dropout", "rate": 0.2}},
                {
                    "class_name": "BatchNormalization",
                    "config": {
                        "name": "batch_normalization",
                        "axis": [1],
                        "epsilon": 0.001,
                        "center": True,
                        "scale": True,
                    },
                },
                {
                    "class_name": "Dense",
                    "config": {"name": "dense_1", "units": 2, "activation": "tanh", "use_bias": True},
                },
                {
                    "class_name": "Dense",
                    "config": {
                        "name": "dense_2",
                        "units": 6,
                        "activation": "sigmoid",
                        "use_bias": True,
                    },
                },
            ],
        },
    },
    {
        "dense": {"dense": first},
        "dropout": {},
        "batch_normalization": {"batch_normalization": batch},
        "dense_1": {"dense_1": second},
        "dense_2": {"dense_2": third},
    },
    "2.15.0",
)
keep(
    "keras2-sequential.h5",
    sigmoid(affine(np.tanh(affine(normalise(relu(affine(rows, first)), batch), second)), third)),
)

# Keras 3, functional, an encoder and a decoder as models inside.
code, back = dense(6, 3), dense(3, 6)


def tensor(history, units):
    return {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, units], "dtype": "float32", "keras_history": [history, 0, 0]},
    }


def call(history, units):
    return [{"args": [tensor(history, units)], "kwargs": {}}]


def submodel(name, entry, inputs, layer, units, activation):
    return {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {
            "name": name,
            "trainable": True,
            "layers": [
                {
                    "class_name": "InputLayer",
                    "config": {"batch_shape": [None, inputs], "dtype": "float32", "name": entry},
                    "name": entry,
                    "inbound_nodes": [],
                },
                {
                    "class_name": "Dense",
                    "config": {
                        "name": layer,
                        "units": units,
                        "activation": activation,
                        "use_bias": True,
                        "dtype": {"class_name": "DTypePolicy", "config": {"name": "float32"}},
                    },
                    "name": layer,
                    "inbound_nodes": call(entry, inputs),
                },
            ],
            "input_layers": [entry, 0, 0],
            "output_layers": [layer, 0, 0],
        },
        "name": name,
    }


encoder = submodel("encoder", "encoder_in", 6, "code", 3, "tanh")
encoder["inbound_nodes"] = call("rows", 6)
decoder = submodel("decoder", "decoder_in", 3, "back", 6, "linear")
decoder["inbound_nodes"] = call("encoder", 3)
save(
    "keras3-nested.h5",
    {
        "class_name": "Functional",
        "config": {
            "name": "autoencoder",
            "layers": [
                {
                    "class_name": "InputLayer",
                    "config": {"batch_shape": [None, 6], "name": "rows"},
                    "name": "rows",
                    "inbound_nodes": [],
                },
                encoder,
                decoder,
            ],
            "input_layers": [["rows", 0, 0]],
            "output_layers": [["decoder", 1, 0]],
        },
    },
    {"rows": {}, "encoder": {"code": code}, "decoder": {"decoder/back": back}},
    "3.5.0",
)
keep("keras3-nested.h5", affine(np.tanh(affine(rows, code)), back))

# Keras 2, functional with two branches, joined and added: no chain.
left, right, mix, out = dense(6, 3), dense(6, 2), dense(5, 6), dense(6, 6)


def layer2(kind, name, inbound, **config):
    return {
        "class_name": kind,
        "config": dict(config, name=name),
        "name": name,
        "inbound_nodes": [[[source, 0, 0, {}] for source in inbound]] if inbound else [],
    }


save(
    "keras2-branches.h5",
    {
        "class_name": "Functional",
        "config": {
            "name": "model",
            "layers": [
                layer2("InputLayer", "input_1", [], batch_input_shape=[None, 6]),
                layer2("Dense", "out", ["sum"], units=6, activation="linear", use_bias=True),
                layer2("Dense", "left", ["input_1"], units=3, activation="elu", use_bias=True),
                layer2("Dense", "right", ["input_1"], units=2, activation="selu", use_bias=True),
                layer2("Concatenate", "join", ["left", "right"], axis=-1),
                layer2("Dense", "mix", ["join"], units=6, activation="linear", use_bias=True),
                layer2("LeakyReLU", "leaky", ["mix"], alpha=0.3),
                layer2("Add", "sum", ["leaky", "input_1"]),
            ],
            "input_layers": [["input_1", 0, 0]],
            "output_layers": [["out", 0, 0]],
        },
    },
    {
        "input_1": {},
        "left": {"left": left},
        "right": {"right": right},
        "mix": {"mix": mix},
        "out": {"out": out},
    },
    "2.11.0",
)
a = affine(rows, left)
a = np.where(a > 0, a, np.exp(a) - 1)
b = affine(rows, right)
b = 1.0507009873554805 * np.where(b > 0, b, 1.6732632423543772 * (np.exp(b) - 1))
c = affine(np.concatenate([a, b], 1), mix)
c = np.where(c > 0, c, 0.3 * c)
keep("keras2-branches.h5", affine(c + rows, out))

# What cannot be imported.
save(
    "convolution.h5",
    {
        "class_name": "Sequential",
        "config": {
            "name": "s",
            "layers": [
                {
                    "class_name": "Conv1D",
                    "config": {"name": "conv", "batch_input_shape": [None, 6, 1], "filters": 2},
                }
            ],
        },
    },
    {"conv": {}},
    "2.15.0",
)
with h5py.File("weights-only.h5", "w") as file:
    file.attrs["layer_names"] = [b"dense"]
with open("expected.json", "w") as file:
    json.dump(expected, file)
