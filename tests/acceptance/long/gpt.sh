#!/bin/sh
# gpt.sh - a small transformer on one of Jane Austen's novels, by characters: under 2.0 nats each, and its text is shown.
#
# The novel comes out of Debian's r-cran-janeaustenr, an R data base: blocks of a length, a zlib stream, and in it R's
# serialisation, where a string is a flag word whose last byte is 9, a length and the bytes.
. "$(dirname "$0")/../lib.sh"
PATIENCE=240 # an hour: minutes on a machine at rest

novel() { # novel FILE.rdb TITLE: the lines of the block that has the title
    perl -MCompress::Zlib -e '
        local $/;
        open my $file, "<:raw", $ARGV[0] or die;
        my $base = <$file>;
        for (my $at = 0; ($at = index($base, "\x78\x9c", $at)) >= 0; $at++) {
            my $block = uncompress(substr $base, $at);
            next unless defined $block && $block =~ /\Q$ARGV[1]\E/;
            while ($block =~ /\x00[\x00-\x0F][\x00-\x0F]\x09(....)/gs) {
                my $n = unpack "N", $1;
                next if $n == 0xFFFFFFFF;
                print substr($block, pos $block, $n), "\n";
                pos($block) += $n;
            }
            exit;
        }
        exit 1' "$1" "$2"
}

fresh
(cd "$WORK" && apt-get download r-cran-janeaustenr >/dev/null 2>&1 && dpkg-deb -x r-cran-janeaustenr_*.deb r)
novel "$WORK/r/usr/lib/R/site-library/janeaustenr/data/Rdata.rdb" "PRIDE AND PREJUDICE" >"$WORK/novel.txt"
check "the novel is there" at_least "$(wc -c <"$WORK/novel.txt")" 600000

start_daemon --cpu-slots 2
api POST "/v1/datasets?name=novel&format=text" -T "$WORK/novel.txt" >"$WORK/upload.json"
V=$(jq -r '.columns[0].n_classes' "$WORK/upload.json")
echo "# $(jq -r .rows "$WORK/upload.json") characters, $V different ones"
block() { # block I: one transformer layer, named by I
    echo '{"type":"layer_norm","inputs":["x'"$1"'"]},{"type":"multi_head_attention","num_heads":4,"key_dim":32,"causal":true,"name":"a'"$1"'"},
        {"type":"add","inputs":["x'"$1"'","a'"$1"'"],"name":"y'"$1"'"},{"type":"layer_norm"},{"type":"dense","units":512,"activation":"gelu"},
        {"type":"dense","units":128,"name":"m'"$1"'"},{"type":"add","inputs":["y'"$1"'","m'"$1"'"],"name":"x'$(($1 + 1))'"},'
}
job=$(submit '{"name":"gpt","dataset":"novel","model":{"task":"language_model","layers":[
    {"type":"embedding","input_dim":'"$V"',"output_dim":128},{"type":"position_embedding","name":"x1"},
    '"$(for i in 1 2 3 4; do block $i; done)"'{"type":"layer_norm"},{"type":"dense","units":'"$V"'}]},
    "data":{"context":64},"training":{"epochs":6,"batch_size":32,"seed":1,"validation_split":0.1,"clip_norm":1,
    "optimizer":{"type":"adamw","learning_rate":0.002},"schedule":{"type":"cosine","warmup_steps":100}},
    "resources":{"slots":{"min":1,"max":2}}}')
check "the training succeeds" same "$(finish "$job")" succeeded
loss=$(jq -r .metrics.latest.val_loss "$WORK/job.json")
echo "# $(jq -c '.progress, .usage' "$WORK/job.json" | tr '\n' ' ') nats/char on the last tenth: $loss"
check "under 2.0 nats/char" at_least 2.0 "$loss"
printf '| *Pride and Prejudice*, nats per character of its last tenth | transformer, 4 blocks of 128 | %.4g | < 2.0 | bigrams 2.45, single characters 3.31 |\n' \
    "$loss" >>"$WORK/results"
api POST /v1/models/gpt/generate -d '{"prompt":"Elizabeth ","max_tokens":400,"temperature":0.7,"top_k":20,"seed":1}' >"$WORK/text.json"
jq -r .text "$WORK/text.json" | sed 's/^/# Elizabeth … /;2,$s/Elizabeth … //'
check "it writes 400 characters" same "$(jq -r .tokens "$WORK/text.json")" 400
conclude
