"""The other side of the device benchmark: Hugging Face transformers, generate() on random weights, bfloat16.

Prints one JSON object: tokens_per_second of decoding, prompts not counted (the time of a run of one token is taken off).
"""
import argparse
import json
import time

import torch
import transformers

parser = argparse.ArgumentParser()
parser.add_argument("--device", default="cuda")
for name in ("layers", "width", "feed-forward", "heads", "kv-heads", "vocabulary", "tied", "batch", "prompt", "new-tokens"):
    parser.add_argument("--" + name, type=int, required=True)
options = parser.parse_args()

torch.manual_seed(1)
config = transformers.Qwen2Config(
    vocab_size=options.vocabulary, hidden_size=options.width, intermediate_size=options.feed_forward, num_hidden_layers=options.layers,
    num_attention_heads=options.heads, num_key_value_heads=options.kv_heads, max_position_embeddings=4096, tie_word_embeddings=bool(options.tied),
    bos_token_id=None, eos_token_id=None, pad_token_id=0)
torch.set_default_dtype(torch.bfloat16)
with torch.device(options.device):
    model = transformers.Qwen2ForCausalLM(config).eval()
    ids = torch.randint(1, options.vocabulary, (options.batch, options.prompt))


def seconds(tokens):
    begin = time.perf_counter()
    with torch.inference_mode():
        out = model.generate(
            ids, attention_mask=torch.ones_like(ids), do_sample=True, temperature=1.0, top_k=0, top_p=1.0,
            max_new_tokens=tokens, min_new_tokens=tokens)
    int(out[0, -1])  # waits for the device
    assert out.shape[1] == options.prompt + tokens
    return time.perf_counter() - begin


seconds(4)
first = sorted(seconds(1) for _ in range(3))[1]
whole = sorted(seconds(options.new_tokens) for _ in range(3))[1]
print(json.dumps({"tokens_per_second": options.batch * (options.new_tokens - 1) / (whole - first)}))
