# The texts of the page in English. A text that a number changes: { $n -> [one] … *[other] … }, each form on a line of its own.
# `code` and *emphasis* and [label](address) are drawn as such where the page shows running text.

## Language

language-switch = Language
texts-missing = the texts in { $language } could not be loaded: try again when the server answers

## Offline

offline-title = Without a network
offline-keeping = This browser is fetching what the page needs without a network.
offline-kept = This browser keeps the page: it opens and works without a network.
offline-failed = This browser could not keep the page: without a network it does not open. The next visit tries again.
offline-unable = This browser keeps no pages here, as in a private window or at an address without https: without a network the page does not open.
offline-never = A build for development is not kept: without its server the page does not open.
offline-reload-isolates = Reload the page once: it then comes from this browser, with these headers, and several workers can train.
offline-version-ready = a new version of this page is ready
offline-open-elsewhere = the new version cannot begin while another tab shows this page: close that tab, then click “Reload” again
offline-reload = Reload
offline-run-first = a run is going on, and a reload would end it: let it end or stop it, then click “Reload”
offline-private = Your picture; it stays in this tab
## Resume

resume-title = A run was cut off
resume-facts = { $run }. Kept on { $time }, at { $place }.
resume-place = epoch { $epoch } of { $epochs }, step { $step } of { $steps }
resume-place-testing = epoch { $epoch } of { $epochs }, in the test pass, step { $step } of { $steps }
resume-promise-cpu = It will end with the same numbers, digit by digit, as if it had not been cut off.
resume-promise-webgpu = It goes on with the same batches in the same order, on WebGPU if it is there, else on the CPU.
resume-queue = { $n ->
    [one] One more run waits after it.
   *[other] { $n } more runs wait after it.
}
resume-more = { $n ->
    [one] Another run was cut off as well: it is offered after this one.
   *[other] { $n } other runs were cut off as well: they are offered after this one.
}
resume-go-on = Resume where you were
resume-discard = Discard
resume-saved-elsewhere = another tab has saved a model of this kind meanwhile
storage-unavailable = this browser keeps no data for this page, perhaps because the window is private: { $cause }
storage-refused = the browser's storage refused, it may be full: { $cause }
storage-unwritable = nothing was stored: { $cause }
storage-not-taken = the browser took nothing into its storage, most likely because it is full: delete kept runs or saved models, or download the model instead
resume-busy = a run is going on: stop it first
resume-damaged = a run was cut off, but what this browser kept of it is damaged: it cannot be resumed
resume-restarting = Starting the engine again…
resume-device-reason = the engine before was lost
resume-given-up = you stopped this run while its engine was starting again
resume-silent = it has not answered since the browser brought the page back
resume-crashed = the { $device } engine crashed at step { $step }: { $message }
resume-failed = { $device } failed at step { $step }: { $message }
resume-from-cpu = The run goes on from step { $step }, on the CPU
resume-from-webgpu = The run goes on from step { $step }, on a new WebGPU device or else on the CPU
resume-again-cpu = The run starts again from its beginning, on the CPU
resume-again-webgpu = The run starts again from its beginning, on a new WebGPU device or else on the CPU
resume-ended = This has happened too often, so the run ends here; it can be resumed from step { $step }
resume-ended-empty = This has happened too often, so the run ends here, and nothing of it is kept
## Evaluate

evaluate-lead = How well does a model do on the 10 000 test images, which it has never learnt from?
common-no-model = No model is trained yet
evaluate-empty = Train one: its predictions, right and wrong, and its confusion matrix will be here.
common-train-a-model = Train a model
common-pretrained = pretrained
evaluate-best-of-yours = the most accurate of yours
evaluate-best = the most accurate
evaluate-loss = test loss, mean of batches
evaluate-accuracy = accuracy, mean of batches (the lesson's)
evaluate-right-answers = right answers, the true share
evaluate-recognised = recognised
common-n-of-total = { $n } of { $total }
evaluate-again = Evaluate again
evaluate-save-classes = classes and matrix (CSV)
evaluate-save-images = every image (CSV)
evaluate-save-all = all of it (JSON)
evaluate-progress = Predicting all test images
evaluate-reliability-waits = The diagram appears as soon as all test images are predicted.
evaluate-reliability-title = Is it right as often as it is sure?
evaluate-reliability-hint = All test images, sorted by how sure the model is. Where a bar reaches the dashed line, it is right as often as it says; below the line it is too sure of itself.
evaluate-reliability-axes = ↑ share that is right · how sure the model is →
evaluate-reliability-figures = The figures
evaluate-reliability-table = Right answers by sureness
evaluate-head-sure = Sure
evaluate-head-images = Images
evaluate-head-sure-on-average = Sure on average
evaluate-head-right = Right
evaluate-reliability-label = Reliability diagram; its figures stand in the table below
evaluate-reliability-of = Reliability diagram: { $model }
evaluate-reliability-bar = { $n } images, { $span } sure: { $percent } right
evaluate-classes-title = Class by class
evaluate-classes-hint = Precision: of what is called a shirt, how much is one? Recall: of the shirts, how many are found? F1 is their harmonic mean, so it is high only where both are.
common-class = Class
common-mean = Mean
evaluate-scale-row = % of row
evaluate-scale-column = % of column
evaluate-matrix-waits = The matrix appears as soon as all test images are predicted.
evaluate-matrix-title = Confusion matrix
evaluate-matrix-hint = Each row holds the 1 000 test images of one true class, sorted into the columns of what the model took them for: blue is right, red is confusion. Press a cell to see its images.
evaluate-scale-label = What the numbers are
evaluate-moment-epoch = epoch { $epoch }
evaluate-moment-step = step { $step }
evaluate-way-random = Random
evaluate-way-mistakes = Mistakes
evaluate-way-all = All
evaluate-images-random = Random predictions
evaluate-images-mistakes = The surest mistakes
evaluate-images-right = { $class } recognised
evaluate-images-cell = { $class } predicted as { $predicted }
evaluate-images-all = Predictions, the surest first
evaluate-images-wait = Waiting for the test images…
evaluate-images-drawn = Drawn at random from all test images
evaluate-images-wait-evaluation = Waiting for the evaluation: it predicts all test images…
evaluate-another = Another nine
evaluate-way-label = Which predictions
evaluate-truth = True class
evaluate-predicted = Predicted class
evaluate-vote-hint = Enlarge a mistake to judge whose it is: the model’s or the data’s.
evaluate-n-right = { $n } of these { $total } are right
evaluate-any-class = any
common-show-more = Show { $n } more
evaluate-n-left = { $n } are left
evaluate-voted-model = you: the model’s error
evaluate-voted-data = you: the data’s error
evaluate-image-label = { $class }, test image { $index }: enlarge.
evaluate-caption = { $mark } Pred: { $predicted } | Truth: { $truth }
evaluate-sure-wrong = { $sure } sure, { $truth } for the truth
evaluate-sure = { $sure } sure
evaluate-enlarged = A test image enlarged
common-close = Close
evaluate-whose = Whose mistake is it?
evaluate-vote-model = The model’s: the picture is clear
evaluate-vote-data = The data’s: picture or label mislead
evaluate-previous = ← Previous
evaluate-next = Next →
evaluate-enlarged-right = ✓ { $truth }, recognised
evaluate-enlarged-wrong = ✗ { $truth } predicted as { $predicted }
evaluate-enlarged-remark = Test image { $n }: the model is { $sureness }
evaluate-replay-label = Replay of the run
evaluate-replay-pause = Pause
evaluate-replay-play = Replay
evaluate-replay-back = The test pass before
evaluate-replay-place = Test pass of the run
evaluate-replay-on = The next test pass
evaluate-rivals-title = Two models, image by image
evaluate-rivals-open = Compare with another model
evaluate-rivals-hint = Where does the better model win, and what does it lose? Both predict the same test images.
evaluate-rivals-one = As soon as there is a second model, both can be compared here.
evaluate-rivals-only = Only { $model } is right: { $n }
evaluate-rivals-neither = Both wrong, differently: { $n }
evaluate-rivals-note = { $model }: { $class }, { $sure } sure
evaluate-rivals-other = The other model
evaluate-rivals-difference = Difference: the second minus the first
evaluate-rivals-wait = Waiting for the other model’s evaluation…
evaluate-rivals-colours = Blue is a change for the better, red one for the worse.
evaluate-rivals-images = Images on which they disagree
evaluate-group-class = { $n } { $class }
evaluate-group-all = { $n } test images
evaluate-images-of-group = All { $group }, the surest predictions first
evaluate-none-wrong-as = None of { $group } are wrong, predicted as { $class }
evaluate-none-wrong = None of { $group } are wrong
evaluate-none-as = None of { $group } are predicted as { $class }
evaluate-some-wrong-as = { $n } of { $group } are wrong, predicted as { $class }; the surest come first
evaluate-some-wrong = { $n } of { $group } are wrong; the surest come first
evaluate-some-as = { $n } of { $group } are predicted as { $class }; the surest come first
evaluate-replay-first = After { $moment }: { $n } of { $total } right
evaluate-replay-more = After { $moment }: { $n } of { $total } right, { $gap } more than at { $before }
evaluate-replay-fewer = After { $moment }: { $n } of { $total } right, { $gap } fewer than at { $before }
evaluate-replay-same = After { $moment }: { $n } of { $total } right, as many as at { $before }
evaluate-replay-remark = Its images cannot be opened: only the trained model’s can
evaluate-worst = Worst recall: { $class }, of which { $recall } are recognised
evaluate-worst-taken = Worst recall: { $class }, of which { $recall } are recognised; { $n } are taken for { $other }
evaluate-cell-truth = { $n } of { $total } { $truth } predicted as { $predicted }
evaluate-cell-prediction = { $n } of { $total } predicted as { $predicted } are { $truth }
evaluate-cell-same = as many { $truth } predicted as { $predicted }
evaluate-cell-more = { $n } more { $truth } predicted as { $predicted }
evaluate-cell-fewer = { $n } fewer { $truth } predicted as { $predicted }
evaluate-pair = between { $a } and { $b } ({ $n })
evaluate-pairs-and = { $pairs } and { $last }
evaluate-pairs = Most mistakes are { $pairs }: together { $share } of all { $n }.
evaluate-reliability-surer = On average it is { $sure } sure and { $right } right: it is surer than it should be.
evaluate-reliability-less = On average it is { $sure } sure and { $right } right: it is less sure than it could be.
evaluate-reliability-well = On average it is { $sure } sure and { $right } right: on the whole it judges itself well.
evaluate-reliability-error = Bin by bin the two lie { $points } points apart on average, which is called the expected calibration error.
evaluate-votes-one-model = You have judged one mistake: the model’s.
evaluate-votes-one-data = You have judged one mistake: the data’s.
evaluate-votes = You have judged { $n } mistakes: { $model } the model’s, { $data } the data’s.
evaluate-never-or = { $classes } or { $last }
evaluate-never = It never answers { $classes }.
evaluate-never-relu = Its last layer passes a ReLU: once the result of a class is negative for every image, it is cut to zero, learns nothing more, and the class is lost for good. Train it without the ReLU on the ten results, and see.
diagnosis-guesses = The loss stays at 2.30, which is ln 10: the model gives all ten classes the same chance and learns nothing.
diagnosis-overshoots = The loss stays above 2.30, which is ln 10 and what a model gets that gives all ten classes the same chance: its steps overshoot. Try a smaller learning rate, such as { $rate }.
diagnosis-diverged = The loss became infinite or not a number after { $n } steps, so these weights are thrown away: the steps were too large. Try a learning rate below { $above }, such as { $rate }. A model trained before is still there.
diagnosis-smaller = Try a smaller learning rate, such as { $rate }.
diagnosis-relu = Its ReLU on the ten results may have cut off every class: try it without, or another seed.
diagnosis-larger = Try a larger learning rate, such as { $rate }: it hardly moves.
diagnosis-seed = Another seed or a smaller learning rate may wake it.

## Charts

chart-table = { $chart }: the curves as a table
chart-as-table = As a table
chart-is-at = { $name } is at { $value }
chart-probabilities = Probability of each class
chart-save-as = Save “{ $title }” as { $kind }
chart-save = Save:
matrix-caption = { $name }: rows are true classes, columns predicted ones
matrix-caption-grid = { $name }: rows are true classes, columns predicted ones; a cell is a button that shows its images, arrow keys go from cell to cell
matrix-true = True ↓
matrix-predicted = Predicted →
matrix-picture-axes = rows: true class; columns: predicted class
matrix-of = Confusion matrix: { $model }
matrix-difference = Confusion matrix: { $second } minus { $first }
format-steps-per-sec = { $n } steps/s
format-images-per-sec = { $n } images/s
format-a-second = a second
format-seconds = { $n } seconds
format-half-a-minute = half a minute
format-a-minute = a minute
format-minutes = { $n } minutes
format-hours = { $n } hours
estimate-measured = About { $duration }, by the speed that was measured here.
estimate-earlier = About { $duration }, by how long it took here before.
estimate-typical = About { $duration } on an ordinary computer; how fast this one is shows as soon as it runs.
estimate-about = about { $duration }
estimate-at-least = at least { $duration }
estimate-at-least-typical = At least { $duration } on an ordinary computer with these settings; how fast this one is shows as soon as it runs.
format-secs-left = { $n } s left
format-mins-left = { $n } min left
format-hours-left = { $n } h left
run-workers = { $device }, { $n } workers

## Runs

runs-lead = Every run that ends is kept in this browser, with its curves and its model: to be compared, continued and repeated.
runs-kept = Kept runs
runs-chosen = Chosen runs
runs-chosen-hint = dots: test images after each epoch; faint lines: training
chart-accuracy = Accuracy, in percent
common-loss = Loss
common-step = Step
runs-no-step = No step was made
runs-training = training
runs-differences = What differs between the chosen runs
runs-differs = What differs
runs-empty-title = No run yet
runs-empty = Ask one of the questions above, or train a model: what it did will be kept here without being asked.
runs-show-all = Show all { $n } runs
runs-deleted = Deleted: { $name }
common-undo = Undo
runs-facts = { $outcome }, { $duration } on { $place }
runs-six-at-most = Six runs are compared at most: take another one out first
runs-compare = Compare { $name }
runs-loss = loss { $loss }
runs-actions-for = Actions for { $name }
runs-actions = Actions
runs-more = How many epochs more
runs-continue = Continue
runs-use = Use this model
runs-used = ✓ it is the one of this tab now
runs-again = Run again
common-delete = Delete
runs-unreadable = A run of { $date } cannot be read
runs-unreadable-why = It is damaged, or of a newer version of this page.
runs-starting = Starting…
runs-sweep-progress = { $name }: run { $number } of { $total }
runs-present = The run that goes on
runs-watch = Watch it
common-stop = Stop
runs-took = { $n } epochs of this model take about { $duration } here.
runs-what-if = What if…?
runs-what-if-hint = Each one starts a run with the notebook's settings and that single change. Its curves then lie beside those of the runs chosen below, of which there are six at most.
runs-room = { $n } of { $max } runs, { $bytes } of { $max_bytes }
runs-results-as = All results as { $name }
runs-drop-oldest = Delete the oldest: { $name }
runs-do-not-keep = Do not keep it
runs-keep-again = Try again
runs-full-elsewhere =
    A run waits for room. If this tab is closed before, it can at best be resumed from a little before its end. What fills the browser's storage is no kept run: delete saved models, or free space on the disk, and try again.
runs-full-one = One run waits for room. If this tab is closed before, it can at best be resumed from a little before its end. Delete the oldest, or any other from the list.
runs-full = { $n } runs wait for room. If this tab is closed before, they can at best be resumed from a little before their ends. Delete the oldest, or any others from the list.
runs-sweep-plan = { $n } runs of { $model }
runs-sweep-plan-time = { $n } runs of { $model }, about { $duration }
runs-sweep-title = One setting, many values
runs-sweep-setting = Setting
runs-sweep-values = Values
runs-sweep-start = Start the sweep
runs-sweep-hint = The other settings are those of the view Train. The runs go one after another, and the last one's model stays in this tab.
runs-sweep = Sweep
runs-sweep-caption = Accuracy on the test images by { $setting }
common-accuracy = Accuracy
runs-ask-notebook = As in the notebook, for comparison
runs-ask-relu = What does its last ReLU, on the results, cost?
runs-ask-luck = Is it luck? The same with another seed
runs-ask-slower = What if the learning rate were ten times smaller?
runs-ask-faster = … and ten times larger?
runs-ask-half = Half the hidden units: is it half as good?
runs-ask-four = Four times the hidden units: is it worth it?
runs-ask-epochs = Does it get better with twice the epochs?
runs-ask-batches = What do batches of 256 images change?
runs-sweep-two = a sweep needs two different values at least, such as 1, 2, 5 or 1–8
runs-sweep-too-many = a sweep has { $max } runs at most, not { $n }
runs-sweep-range = a sweep has { $max } runs at most, and { $range } has more
runs-sweep-backwards = { $range } counts backwards: write { $first }–{ $last }
runs-sweep-none = No run has ended an epoch yet.
runs-verdict = Best: { $setting } { $best } with { $high }; worst: { $setting } { $worst } with { $low }.
runs-verdict-lottery = { $points } percentage points lie between them: with these settings the first weights and the order of the images decide. It is a lottery, and one run tells little.
runs-verdict-luck = { $points } percentage points lie between them: a smaller gain than that, from another setting, may be luck.
runs-verdict-same = { $points } percentage points lie between them: luck matters little here, so one run tells much.
runs-verdict-diverged = { $n } of { $total } ended without a result.
runs-epochs-of = { $n } of { $total } epochs
runs-stopped = stopped at step { $step } of { $total }
runs-diverged = diverged at step { $step } (its loss became infinite or not a number)
runs-continued-from = continued from step { $step }
runs-one-epoch = 1 epoch
runs-epochs = { $n } epochs
runs-as-in-notebook = as in the notebook
runs-without-relu = without the last ReLU
runs-hidden-units = { $n } hidden units
runs-setting-seed = seed
runs-setting-rate = learning rate
runs-setting-batch = batch size
runs-setting-epochs = epochs
runs-setting-units = hidden units
runs-setting-relu = final ReLU
common-yes = yes
common-no = no
runs-fact-model = model
runs-fact-device = device
runs-fact-parameters = parameters
runs-fact-outcome = outcome
runs-fact-accuracy = test accuracy
runs-fact-loss = test loss
runs-fact-time = training time

## Compare

compare-lead = Which model predicts best, which is fastest to train, and what does the difference cost?
compare-empty = Train one, or the whole lesson in a row, and their loss, accuracy, time and size will stand here side by side.
compare-waits = { $model } is still being evaluated.
compare-trade-off = Performance against speed
compare-two = Train two models to the end, and this will say what the better one costs.
compare-gpu = A GPU does not always win: a small model on small images leaves it little to do, and handing over the data takes time too.
compare-bars-of = Bars of
compare-bars = Comparison of the models
compare-time = Time
compare-parameters = Parameters
compare-hint-accuracy = on the test images, mean of per-batch accuracies; longer is better
compare-hint-loss = on the test images; shorter is better
compare-hint-time = of training, test passes included; shorter is faster
compare-hint-parameters = numbers that training adjusts
compare-row-stopped = { $title } (stopped at step { $step })
compare-row-pretrained = { $title } (pretrained)
compare-from-file = from the file { $name }
compare-from-storage = from this browser's storage
compare-from-page = came with the page
compare-models = The models
common-model = Model
compare-test-loss = Test loss
compare-right-answers = Right answers
compare-training-time = Training time
common-device = Device
common-settings = Settings
compare-pretrained-hint = A pretrained model came with this page and shows the score recorded in its file: train your own to replace it. 
compare-table-hint = Accuracy is the mean of per-batch accuracies, as the lesson computes it; right answers is the true share. The lesson's rows are its published run: Model 0 on a CPU, Models 1 and 2 on an NVIDIA GPU.
compare-evaluating = evaluating…
compare-as-lesson = as in the lesson
compare-as-lesson-but-end = as in the lesson, but for its end
compare-changed = changed { $settings }
compare-stopped = stopped at step { $step }
compare-train-own = Train your own
compare-not-trained = not trained yet
compare-train = Train it
compare-lessons = the lesson's
compare-best = { $model } predicts best: { $accuracy }.
compare-best-of-own = Of your own models, trained to the end, { $model } predicts best: { $accuracy }.
compare-no-time = How long its training took is not known here, so its price cannot be told.
compare-both = It was also the fastest to train ({ $duration }), so here there is nothing to trade.
compare-price-same = Against the fastest to train, { $model }, it gains { $points } percentage points in about the same time.
compare-price = Against the fastest to train, { $model }, it gains { $points } percentage points for { $ratio } times the training time ({ $duration } against { $fastest }).
compare-worth = Whether that is worth it depends on what a mistake costs and how often you train.
runs-sweep-name = { $setting } { $first } to { $last }, { $model }

## Test passes within an epoch

settings-tests = Test passes an epoch
settings-tests-subject = test passes an epoch
settings-tests-help = 1 to { $max }; the digits stay the same
## Data

data-title = Data
data-lead = FashionMNIST: 70 000 photos of clothes, shrunk to 28 × 28 grey pixels and sorted into ten classes. A model learns from 60 000 of them and is judged on the other 10 000.
data-question-title = Could straight lines alone model this?
data-question = Look at the shirts, coats and pullovers: where would you draw a line between them? Model 0 has nothing but straight lines, Models 1 and 2 can bend them. Guess first, then train them all and compare.
data-to-train = Train a model
data-batch-title = Batch by batch
data-batch-position = Batch { $number } of { $total }
data-waiting = Waiting for the images…
data-batch-images = images
data-batch-labels = labels
data-batch-order-train = Batches of { $size }, shuffled anew in each epoch: this is the first epoch's order with seed { $seed }. Batch size and seed are those of the Train tab.
data-batch-order-test = Batches of { $size }, always in the same order, since nothing is learnt from them; the last one takes what is left.
data-batch-more = … and { $n } more
data-split = Split
data-split-train = Training
data-split-test = Test
data-batch-first = First
data-batch-previous = ← Previous
data-batch-next = Next →
data-batch-last = Last
data-classes-title = Ten classes
data-classes-hint-train = label, name, training images
data-classes-hint-test = label, name, test images
data-classes-balanced = Each class has as many images as any other, so guessing would be right one time in ten.
data-no-example = no { $class } yet
data-image-name = { $class }, image { $index }
data-first-title = The first training image
data-first-alt = Training image 0: { $class }
data-first-missing = The first training image is not loaded yet
data-first-class = { $class } (label { $label })
data-first-waiting = Waiting for the training images…
data-first-colour = in a colour map
data-first-grey = in grey, as it is
data-pixel-ask = Point at a pixel to read its number.
data-pixel = Row { $row }, column { $column }: { $grey }, which the model gets as { $brightness }
data-shape = To the model this is a tensor of the shape `{ $shape }`: one colour channel, since the photos are grey, then height, then width. Each number is a pixel's brightness, 0 to 255, divided by 255: from 0 for black to 1 for white. Nothing else is done to it.
data-shape-order = Order
data-shape-meaning = Meaning
data-shape-here = Here
data-shape-chw = channels, height, width: PyTorch's and Burn's order
data-shape-hwc = channels last: the order of plotting libraries
data-shape-nchw = a batch of N images
data-shape-nhwc = a batch, channels last
data-shape-colours = The colour map shows the same numbers as colours, from violet for 0 to yellow for 255: faint greys stand out.
data-loading-title = The data set
data-loading-stopped = Stopped
data-loading-loaded = Loaded and checked: shapes, lengths and labels are right
data-loading-half = The test images are here; the training images follow
data-loading-loading = Loading…
data-n-train-images = training images
data-n-train-labels = training labels
data-n-test-images = test images
data-n-test-labels = test labels
data-retry = Try again
data-file-waiting = waiting
data-file-cached = { $size }, from this browser's cache
data-file-part = { $size } of { $total }
data-not-kept = this browser keeps no copy of the images, as in a private window, without https or on a full disk: each visit downloads them again
data-seed-wrong = the seed must be a whole number from 0 to { $last }
data-samples-title = Sixteen at random
data-samples-hint = from the training images; seed 42 is the lesson's
data-seed = Seed
data-another = Another sixteen
data-not-loaded = not loaded yet
data-gallery-title = Every image
data-gallery-position = { $n } images from number 0 on; the chosen one is number { $number }
data-gallery-position-class = { $n } images of the class { $class } from number 0 on; the chosen one is number { $number }
data-gallery-go-to = Go to image
data-gallery-from-zero = counted from 0
data-gallery-go = Go
data-gallery-wrong = the position must be a whole number from 0 to { $last }
data-gallery-all = All
data-gallery-part = { $split }, { $class }: images { $first } to { $last }
data-gallery-class = Class, by its mean image
data-mean = The mean of all { $n } images labelled { $class }, pixel by pixel. Where it is sharp, the images agree; where it is blurred, they differ. A model of straight lines alone can do little better than compare an image with such pictures.
data-mean-alt = Mean image of the class { $class }
data-means = The mean images of the classes
data-gallery-label = Images of the split: arrow keys choose one
data-gallery-keys = Point at an image to see its numbers; a click or the arrow keys choose one. Page up, Page down, Home and End go farther.
data-numbers-none = No image yet
data-numbers-title = Image { $index }: { $class } (label { $label })
data-numbers-region = Grey values, by row and column
data-numbers-image = The image in numbers
data-numbers-alt = The image, the grey value of each pixel written on it; the table below has the same numbers
data-numbers-aside = All 28 columns are there: slide the picture sideways.
data-numbers-table = As a table

## Models

models-title = Models
models-lead = A trained model is a handful of numbers, its state dict. Keep it in this browser, take it along as a file that PyTorch reads, and load it back: the loaded model must judge exactly as the saved one did.
models-overwrite = This browser already keeps a { $model }, saved on { $date }. Overwrite it with the one in this tab?
models-overwrite-scored = This browser already keeps a { $model } with { $accuracy } accuracy, saved on { $date }. Overwrite it with the one in this tab?
models-overwrite-yes = Overwrite
models-delete = Delete the { $model } that this browser keeps? The one in this tab stays.
models-delete-yes = Delete
models-check-title = Is the loaded model the saved one?
models-check-hint = `torch.isclose(saved, loaded, atol=1e-8, rtol=1e-4)`, on the loss over all 10 000 test images
models-check-table = Losses of saved and loaded models
models-check-model = Model
models-check-saved = Saved loss
models-check-loaded = Loaded loss
models-evaluating = evaluating…
models-file-title = Load a file
models-file-reading = Reading the file…
models-file-taken = { $file } is a { $model }, and takes its place in this tab.
models-file-choose = Choose a checkpoint
models-file-none = what was dropped is no file
models-file-drop = or drop one here: .safetensors, .pth, .pt, .ckpt, .bin or .tar, from this page or from PyTorch
models-take-as = Take it as { $model }
models-reading = How its file was read
models-saved-looking = Looking into the browser's storage…
models-saved-none = Nothing saved by hand. What you train is kept under Runs anyway; a model saved here stays when its run is deleted.
models-saved-title = Saved in this browser
models-unreadable = A saved { $model } cannot be read
models-unreadable-unknown = A saved model cannot be read
models-unreadable-why = It is damaged, or of a newer version of this page. It stays as it is until you delete it or save another in its place.
models-test-accuracy = Test accuracy
models-loss = loss
models-saved-on = saved on { $date }, { $size }
models-saved-on-stopped = saved on { $date }, { $size }, stopped at step { $step }
models-load = Load
models-load-this = Load { $model }
models-delete-this = Delete… { $model }
models-delete-ask = Delete…
models-tab-title = In this tab
models-tab-hint = A .safetensors file fits `model.load_state_dict(safetensors.torch.load_file(f))`, a .pth file `model.load_state_dict(torch.load(f))`.
models-save = Save in this browser
models-take-back = Take back the one before: { $accuracy }, { $origin }
models-none = not trained or loaded yet
models-origin-run = trained here on { $device }
models-origin-file = loaded from { $file }
models-origin-storage = loaded from this browser
models-stopped = { $origin }, stopped at step { $step }
models-download-this = Download .{ $extension } of { $model }
models-download = Download .{ $extension }

## How a file was read

reading-with-relu = { $model } with the last ReLU
reading-without-relu = { $model } without the last ReLU
reading-scored = { $model } ({ $score })
reading-score = test loss { $loss }, accuracy { $accuracy } %
reading-inside = The weights lie in the file under { $place }.
reading-whole-file = the file itself
reading-prefix = The names of the weights begin with “{ $prefix }”, which was taken off.
reading-order = The names are not those of a { $model }, but the shapes and their order in the file are: { $found } was taken as { $meant }, and the rest likewise.
reading-numbers = The names are not those of a { $model }, but the shapes are: { $found } was taken as { $meant }, and the rest likewise. The file keeps no order of layers, so layers of the same shape were taken by the numbers in their names.
reading-module = The file holds a whole model of the class { $class }. Its weights were read as data, and no code was run.
reading-layers = The file's model also has layers of the class { $layers }, which a { $model } does not have: its answers differ from those here.
reading-cast = Values of the type { $dtype } were cast to float32, as load_state_dict does.
reading-others = More than one set of weights in the file fits. Not taken was what lies under { $places }.
reading-left-out = Tensors that no model of the lesson has were left out: { $n }, the first is { $first }. If they belong to a layer that the file's model runs through, its answers differ from those here.
reading-not-made = Beside the weights the file asks Python to make or to call { $names }. Nothing of it was made or run.
reading-no-checksums = The file was saved without checksums, so damage to its values cannot be noticed.
reading-undecided = The file does not say which model it is. Taken as { $taken }; it could also be { $others }.
reading-untried = Each of them is tried on the test images as soon as these are there.
reading-or = { $one } or { $other }
reading-accuracy = The file records an accuracy of { $accuracy } % under { $key }.
reading-other-accuracy = The file records an accuracy of { $recorded } % under { $key }, but on the test images it is { $found } %: the figure is of other images, or of another state of the training.
reading-other-score = The file records { $recorded }, but here it has { $found }: it was judged on other images, or it is another model.

## Checkpoints

checkpoint-remedy = save it again with torch.save(model.state_dict(), …)
checkpoint-empty = it is empty
checkpoint-unknown-format = it is neither a .safetensors file nor one of torch.save (.pth)
checkpoint-broken-off = its end is missing, as after a download or a copy that broke off: fetch it again
checkpoint-header-too-long = it claims a header of { $bytes } bytes; at most { $most } are read
checkpoint-too-many-tensors = it describes more than { $most } tensors, and no file of one of these models has nearly as many
checkpoint-damaged-safetensors = it is a damaged .safetensors file: { $cause }
checkpoint-bare-pickle = it is a pickle that torch.save did not write; { $remedy }
checkpoint-torchscript = it is a TorchScript program, not a state dict; load it in Python with torch.jit.load and { $remedy }
checkpoint-no-record = it is a zip archive without { $record }, which torch.save writes: unpack it and load the checkpoint inside, or save it again
checkpoint-damaged-zip = it is a damaged PyTorch file: { $cause }
checkpoint-damaged-pickle = it is a damaged PyTorch file: its pickle { $what }
checkpoint-whole-module = it holds an object of the class { $class } in which no tensors lie by name, and no code is ever run from a file; { $remedy }
checkpoint-forbidden-call = it only asks to call { $function }, and no code is ever run from a file; { $remedy }
checkpoint-not-a-state-dict = it holds { $found } instead of tensors by name; { $remedy }
checkpoint-other-tensors = its tensors are not plain ones: Python would make them with { $function }; turn them into dense float tensors first
checkpoint-wrong-dtype = the tensor { $tensor } holds values of the type { $dtype }, which cannot be read here; cast it to torch.float32 and save it again
checkpoint-beyond-data = the tensor { $tensor } reaches beyond the end of its data
checkpoint-not-finite = the tensor { $tensor } holds NaN or infinite values: the training that made it diverged
checkpoint-unknown-model = its tensors ({ $tensors }) are not those of one of the { $count } models, such as layer_stack.1.weight or block_1.0.weight; save the state dict of one of them
checkpoint-missing = the tensor { $tensor } of a { $model } is missing; save the whole model.state_dict()
checkpoint-computed = in place of the tensor { $tensor } it has { $found }, of which PyTorch computes it, as after pruning or with a weight norm; call torch.nn.utils.prune.remove or torch.nn.utils.parametrize.remove_parametrizations on the layer and save model.state_dict() again
checkpoint-quantized = its layers are quantized (it has { $tensor }), and the lesson's are not; save the state dict of the model before it was quantized
checkpoint-no-order = its names are not those of a { $model }, and which of the layers { $layers } comes first is told neither by their names nor by the file, since .safetensors keeps no order; number the names in the order of the layers, or { $remedy }
checkpoint-extra = there is a tensor { $tensor }, which a { $model } does not have; train and save a model of the lesson's layers only
checkpoint-wrong-shape = the tensor { $tensor } has the shape { $found }, but in a { $model } it is { $expected }; train and save a model of the lesson's layers
checkpoint-hidden-units = it has { $found } hidden units; 1 to { $most } can be loaded
checkpoint-no-names = none
checkpoint-pickle-opcode = has an opcode that torch.save does not write
checkpoint-pickle-values = has more values than any checkpoint
checkpoint-pickle-breaks-off = breaks off
checkpoint-pickle-takes = takes more values than it has made
checkpoint-pickle-closes = closes what it has not opened
checkpoint-pickle-appends = appends to what is no list
checkpoint-pickle-key = has a key without a value
checkpoint-pickle-items = sets items of what is no dict
checkpoint-pickle-recalls = recalls what it has not memorised
checkpoint-pickle-name = looks up what is no name
checkpoint-pickle-dict = makes a dict in a way that Python does not
checkpoint-pickle-tensor = describes a tensor in a way that PyTorch does not
checkpoint-pickle-storages = does not name its storages
checkpoint-pickle-storage-type = has a storage of an unknown type
checkpoint-pickle-no-storage = names a storage that the file does not have
checkpoint-holds-bool = True or False
checkpoint-holds-number = a number
checkpoint-holds-text = text
checkpoint-holds-bytes = bytes
checkpoint-holds-set = a set
checkpoint-holds-list = a list without tensors
checkpoint-holds-optimizer = only the state of an optimizer
checkpoint-holds-dict = a dict without tensors
checkpoint-holds-global = a class or a function
checkpoint-holds-bare = bare values
checkpoint-holds-tensor = a single tensor
checkpoint-record = its record { $record } { $what }
checkpoint-record-breaks-off = breaks off
checkpoint-record-overlaps = lies on another one
checkpoint-record-inflate = cannot be inflated
checkpoint-record-large = is larger than that of any model
checkpoint-record-method = is compressed in a way that PyTorch does not use
checkpoint-record-checksum = has another checksum than it should
checkpoint-header-cut = it ends before the { $bytes } bytes of its header do, as after a download that broke off: fetch it again
checkpoint-not-filled = its tensors do not fill it to the end, as after a download that broke off: fetch it again
checkpoint-misplaced = the tensor { $tensor } is not where its header says
checkpoint-foreign-lfs = it is a pointer of Git LFS, which only names the real file: fetch that with git lfs pull, or with the download button of the web page
checkpoint-foreign-web-page = it is a web page, which was saved in place of the file: open the link and use its download button
checkpoint-foreign-hdf5 = it is an HDF5 file, as Keras writes; only models of PyTorch can be loaded: .safetensors or .pth
checkpoint-foreign-keras = it is a model of Keras; only models of PyTorch can be loaded: .safetensors or .pth
checkpoint-foreign-onnx = it is an ONNX model, a graph without PyTorch's names; save the model's state dict in PyTorch instead
checkpoint-foreign-tflite = it is a model of TensorFlow Lite; only models of PyTorch can be loaded: .safetensors or .pth
checkpoint-foreign-gguf = it is a GGUF file, a language model for llama.cpp; only the lesson's models can be loaded
checkpoint-foreign-numpy = it holds arrays of NumPy; make tensors of them, load them into the model and save its state dict with torch.save
checkpoint-foreign-coreml = it is a Core ML model; save the model's state dict in PyTorch instead
checkpoint-foreign-gzip = it is compressed with gzip: unpack it and load what is inside
checkpoint-foreign-archive = it is a compressed archive: unpack it and load what is inside
checkpoint-foreign-tar = it is a tar archive: unpack it and load the checkpoint inside
checkpoint-foreign-picture = it is a picture, not a model; a picture can be classified in the view Try it
checkpoint-foreign-pdf = it is a PDF document, not a model
checkpoint-foreign-json = it is JSON, such as settings or an index beside the weights: load the .safetensors or .pth file with the weights
checkpoint-foreign-text = it is text, not a model

## Data files

idx-empty = it is empty; load it again
idx-web-page = it is a web page, so the server does not have the file; `cargo xtask data` fetches it
idx-not-gzip = it is neither a gzip nor an IDX file; `cargo xtask data` fetches the right one
idx-truncated-gzip = the download broke off: the compressed data ends too early; load it again
idx-corrupt = its compressed data is damaged ({ $cause }); load it again
idx-no-header = it holds { $bytes } bytes, less than an IDX header
idx-wrong-magic = its magic number is { $found } instead of { $expected }
idx-swapped-images = its magic number is { $found } instead of { $expected } (it holds images, and labels were expected)
idx-swapped-labels = its magic number is { $found } instead of { $expected } (it holds labels, and images were expected)
idx-absurd-length = its header claims { $n } items; FashionMNIST has 60000 for training and 10000 for testing
idx-wrong-shape = its images are { $width }×{ $height } pixels instead of 28×28
idx-no-items = it holds no item at all
idx-truncated = it ends after { $read } of the { $expected } bytes that its header promises
idx-trailing = more bytes follow after the last item
idx-label = label { $position } is { $label }, and there are only the classes 0 to 9
photo-empty = the picture has no pixels
photo-blank = the picture is blank: there is nothing in it that differs from its background
photo-too-large = the picture has { $width }×{ $height } pixels, too many to work on; make it smaller than { $most } megapixels
photo-size-mismatch = the picture is damaged: { $bytes } bytes cannot be { $width }×{ $height } pixels
data-images-refused = the image file cannot be used: { $cause }
data-labels-refused = the label file cannot be used: { $cause }
data-counts-differ = the two files do not belong together: one holds { $images } images, the other { $labels } labels

## Try it

tryit-title = Try it
tryit-lead = Draw a piece of clothing or bring a photo, and see what the model takes it for.
tryit-no-model = No model is trained yet, so nobody can answer. Train one first: Model 0 is the quickest. Models that you have saved can be loaded in the Models tab.
tryit-to-train = Train a model
tryit-way = How to bring a picture
tryit-draw = Draw
tryit-photo = Photo
tryit-camera = Camera
tryit-test-image = A test image
tryit-draw-hint = Fill the shape: the models have learnt from photos of whole garments, not from outlines. Bags, trousers and ankle boots (toes to the left) are easy to begin with.
tryit-photo-hint = One garment on a plain ground works best, as in a shop's catalogue; the ground may be of any colour.
tryit-camera-hint = Hold one garment before a plain wall, or lay it on the floor, so that it fills half of the picture.
tryit-crop-own = Your crop
tryit-crop-found = The piece that was found
tryit-crop-reset = Reset the crop
tryit-stage-picture = Picture
tryit-stages = From the picture to the model’s input
tryit-stage-cut-out = Cut out
tryit-stage-on-black = On black
tryit-stage-grey = In grey
tryit-stage-input = 28 × 28
tryit-found-out = Found out
tryit-darker = Darker
tryit-as-it-is = As it is
tryit-lighter = Lighter
tryit-mirrored = Mirrored
tryit-reading = How the picture was read, and how to correct it
tryit-polarity = The piece is … than its background
tryit-sides = Left and right
tryit-turn = Turned clockwise by
tryit-keep-background = Keep the background
tryit-undo-corrections = Undo corrections
tryit-all-models = All models on this picture
tryit-column-model = Model
tryit-column-says = Says
tryit-column-probability = Probability
tryit-not-sure = { $answer }, not sure
tryit-wait-answer = Looking at the picture…
tryit-wait-picture = Waiting for a picture
tryit-wait-model = Waiting for a trained model
tryit-seen = What the model sees
tryit-seen-size = What the model sees: 28 × 28
tryit-right = ✓ right: test image { $index } is labelled { $class }
tryit-wrong = ✗ wrong: test image { $index } is labelled { $class }

## Photos and drawings

photo-doubt-between = Not sure: it could be { $one } or { $other }
photo-doubt = Perhaps { $class }, but not sure
photo-unsteady = Moved, scaled or dimmed a little, the picture gets another answer. It may show no piece of clothing that the model knows.
photo-several = There are { $n } pieces in the picture; this is about the largest. Cut the others off for a better answer.
photo-low-contrast = The piece hardly differs from its background. Lay it on something darker or lighter.
photo-busy = The background's noise or pattern is nearly as strong as the piece. A plain background and more light help.
photo-cut-off = The piece touches much of the picture's edge, so part of it may be missing. Step back a little.
photo-remark-both = All of your crop with its background, scaled and centred.
photo-remark-kept = The whole picture with its background, scaled and centred.
photo-remark-cropped = Your crop, trimmed to the piece, scaled and centred as the data set's images were.
photo-remark-plain = Trimmed, scaled and centred as the data set's images were.
photo-remark-inverted = Turned light on dark, since yours was dark on light.
photo-remark-turned = Turned clockwise by { $degrees }°, as you chose.
photo-remark-mirrored = Mirrored, since the data set's shoes have their toes to the left.
photo-step-frame = The frame or the bars around the photo were cut off
photo-step-shadow = A soft shadow or uneven light was taken for background
photo-step-crop = Looked for the piece in your crop alone
photo-step-trimmed = Trimmed to the piece: { $width } × { $height } pixels, from column { $column }, row { $row }
photo-step-kept = Kept with its background, untrimmed: { $width } × { $height } pixels, from column { $column }, row { $row }
photo-step-kept-crop = Kept all of your crop, with its background: { $width } × { $height } pixels, from column { $column }, row { $row }
photo-step-inverted = Turned light on dark, as the data set's images are, since yours is dark on light
photo-step-not-inverted = Left light on dark, as it is and as the data set's images are
photo-step-scaled = Scaled to 28 pixels, sharpened and centred
photo-step-turned = Turned clockwise by { $degrees }°, as you chose
photo-step-mirrored = Mirrored: the data set's shoes have their toes to the left
photo-nothing-known = nothing known
photo-as-jpeg = open it in a photo program and save it as JPEG or PNG
photo-from-phone = share or export it as JPEG (on an iPhone: Settings, Camera, Formats, “Most Compatible”), or take a screenshot of it
photo-format-cr3 = a raw photo (CR3)
photo-format-heic = a HEIC photo
photo-format-raw = a raw photo
photo-format-tiff = a TIFF image
photo-format-raf = a raw photo (RAF)
photo-format-orf = a raw photo (ORF)
photo-format-rw2 = a raw photo (RW2)
photo-format-psd = a Photoshop file
photo-format-pdf = a PDF document
photo-format-jxl = a JPEG XL image
photo-format-jp2 = a JPEG 2000 image
photo-camera-denied = the browser does not let this page use the camera: allow it beside the address and try again, or choose a photo
photo-camera-none = no camera was found: connect one and try again, or choose a photo
photo-camera-busy = the camera does not start: another program may be using it, so close that and try again
photo-camera-insecure = browsers give cameras only to pages with an https address, or on this computer: choose a photo instead
photo-camera-unsupported = this browser has no way to the camera: choose a photo instead
photo-camera-other = the camera cannot be used here: choose a photo instead
photo-camera-not-yet = the camera has not shown a picture yet: wait a moment and try again
photo-camera-private = Its pictures stay in this tab: nothing is sent anywhere
photo-camera-asking = The browser asks whether this page may use the camera…
photo-camera-on = The camera is on until the picture is taken
photo-camera-take = Take the picture
photo-camera-turn-on = Turn the camera on
photo-camera-sees = What the camera sees
photo-camera-turn-off = Turn it off
photo-crop-top-left = Crop, top left corner
photo-crop-top-right = Crop, top right corner
photo-crop-bottom-left = Crop, bottom left corner
photo-crop-bottom-right = Crop, bottom right corner
photo-crop-move = Crop: move it
photo-crop-keys = Drag the frame or its corners to where the piece is, or use the arrow keys on them, with Shift for longer steps.
photo-crop-place = { $width } × { $height } pixels from column { $column }, row { $row }
photo-yours = Your picture
photo-none-pasted = the clipboard holds no image: copy one first, then paste it here
photo-none-dropped = what was dropped is no file: save the image first, then drop its file here
photo-choose = Choose an image file
photo-drop = or drop one here, or paste one with `Ctrl`+`V`
photo-reading = Reading the picture…
photo-private = It stays in this tab: nothing is sent anywhere
photo-file-empty = “{ $name }” is an empty file: choose another one
photo-file-too-many-bytes = “{ $name }” has { $megabytes } MB, and this page reads pictures up to 100 MB: make it smaller and try again
photo-file-not-an-image = “{ $name }” is not an image that this page can read: choose a PNG, JPEG, WebP, AVIF, GIF, BMP or SVG file
photo-file-undecodable = “{ $name }” is { $format }, which this browser cannot show: { $remedy }
photo-file-too-many-pixels = “{ $name }” has { $width } × { $height } pixels ({ $megapixels } megapixels), and this page takes up to 50 megapixels: make it smaller and try again
photo-file-damaged = “{ $name }” cannot be decoded: the file may be damaged, so open it in another program or choose another one
photo-file-unreadable = “{ $name }” cannot be read: the file may have been moved since it was chosen, so choose it again
photo-file-no-memory = the browser has no memory left for a picture: close other tabs and try again
photo-ink-strong = Strong
photo-ink-medium = Medium
photo-ink-faint = Faint
photo-ink-eraser = Eraser
photo-pen-down = The pen is down: arrow keys draw
photo-pen-up = The pen is up
photo-pad = Drawing pad: draw a piece of clothing with mouse, finger, pen or keyboard
photo-pad-keys = By keyboard: arrow keys move the pen, with Shift farther; Space puts it down and lifts it.
photo-ink = Ink
photo-brush = Brush
photo-undo = Undo
photo-clear = Clear

## Sections of the lesson

section-0-title = Libraries
section-0-text =
    The chapter begins with the libraries that it stands on: PyTorch, and torchvision for images. Here Burn, a library in Rust, does their work, compiled to WebAssembly so that a browser can run it. The table shows both side by side.
section-0-question = Where will the training take place?
section-0-option-0 = On a server, which sends the results
section-0-option-1 = In this tab, on your computer
section-0-option-2 = At the maker of your browser
section-1-title = The images
section-1-text =
    FashionMNIST is 70 000 grey photos of clothes, each of 28 × 28 pixels and in one of ten classes. A model learns from 60 000 of them and is judged on the other 10 000. To a model, an image is 784 numbers from 0 to 1.
section-1-question = Could a model of nothing but straight lines tell the ten classes apart?
section-1-option-0 = Hardly: one image in ten, as by guessing
section-1-option-1 = Some: about half of the images
section-1-option-2 = Most: more than three quarters of them
section-2-title = Batches
section-2-text =
    A model does not see all images before it changes. It takes a batch of 32, corrects itself a little, and takes the next; once all images have had their turn, an epoch is over. The training images are shuffled for every epoch, the test images never.
section-2-question = 60 000 training images in batches of 32: how many batches has an epoch?
section-2-label = Batches
section-3-title = A baseline
section-3-text =
    Begin with the simplest model that could work, so that there is something to beat. Model 0 lays the 784 pixels in a row and passes them through two linear layers: products and sums, nothing else. Press “Start training” and watch the loss fall.
section-3-question = After three epochs, what share of the test images will Model 0 get right?
section-3-label = Percent right
section-4-title = How good is it?
section-4-text =
    A trained model is judged on the test images, from which it has not learnt. The loss says how far its answers are from the truth, the accuracy how many are right. The notebook's accuracy is the mean over 313 batches.
section-4-question = The last test batch has 16 images instead of 32, and counts as much as any other. Is the mean over the batches still the true share of right answers?
section-4-option-0 = Yes, exactly
section-4-option-1 = Almost: less than a tenth of a percentage point apart
section-4-option-2 = No: more than that apart
section-5-title = CPU or GPU
section-5-text =
    Code for PyTorch usually asks for a graphics card and takes the CPU if there is none. This page does the same with WebGPU, the browser's way to the graphics card. Where both work, it measures which one is faster.
section-5-question = The notebook trains Model 0 on a CPU, and Model 1, of the same size, on a graphics card. Which one takes longer?
section-5-option-0 = Model 0, on the CPU
section-5-option-1 = Model 1, on the graphics card
section-6-title = Bending the lines
section-6-text =
    Two linear layers in a row can do no more than one. A ReLU, which replaces every negative number by zero, changes that: now the model can bend its lines. Model 1 has one between its layers and, as in the notebook, another one on its ten results.
section-6-question = Will Model 1, with its two ReLUs, beat Model 0?
section-6-option-0 = Yes, it gets more right
section-6-option-1 = They come out the same, within a percentage point
section-6-option-2 = No, it gets fewer right
section-7-title = Convolutions
section-7-text =
    A convolution slides a small window over the image and computes one number at each place; pooling keeps the largest of each four. So a sleeve counts as a sleeve wherever it is. Model 2 does this twice over: it is the TinyVGG of CNN Explainer. Training it takes the longest of all: how long stands beside the button.
section-7-question = Model 2 has four convolutions and a linear layer. How many parameters does it have, compared with Model 1?
section-7-option-0 = More
section-7-option-1 = As many
section-7-option-2 = Fewer
section-8-title = Compare
section-8-text =
    Three models have learnt from the same images. Which one to use depends on what counts: right answers, time or size. Here they stand side by side, each above the figures that the notebook prints.
section-8-question = How much longer does the most accurate model train than the quickest one?
section-8-option-0 = Less than twice as long
section-8-option-1 = Two to ten times as long
section-8-option-2 = More than ten times as long
section-9-title = Random predictions
section-9-text =
    Ten results are not yet an answer. The softmax turns them into probabilities that add up to one, and the class with the highest one is the prediction. Look at a few images yourself: would you have known better?
section-9-question = Of nine random test images, how many does your best model get right?
section-9-label = Right of nine
section-10-title = Confusion matrix
section-10-text =
    One number hides which mistakes a model makes. The confusion matrix counts all of them: a row for each true class, a column for each prediction. What lies off the diagonal is wrong.
section-10-question = Which class will your best model recognise worst?
section-11-title = Save and load
section-11-text =
    A trained model is a list of numbers with names, its state dict. It can be kept in this browser or as a file that PyTorch reads too. Loaded into a new model, it must judge exactly as before.
section-11-question = A model is saved and loaded again. Will its loss on the test images be the same?
section-11-option-0 = Yes, in every printed digit
section-11-option-1 = Nearly: a little is lost in the file
section-11-option-2 = No: it must be trained again
section-12-title = Try it
section-12-text =
    The models have learnt from photos of a shop. Now give them something else: your own drawing, or a photo. It is cropped, shrunk to 28 × 28 pixels and made bright on black first, as the images of the data set were.
section-12-question = Will a model that has only seen photos recognise what you draw?
section-12-option-0 = Never
section-12-option-1 = Sometimes: it depends on the drawing
section-12-option-2 = Always

## Lesson

lesson-your-guess = Your guess
lesson-guess-is-a-number = a guess is a number, such as 42
lesson-commit = This is my guess
lesson-commit-hint = Then the answer is shown, and the section counts as done.
lesson-right = ✓ Right
lesson-close = ≈ Close
lesson-wrong = ✗ Not quite
lesson-guessed = Your guess:
lesson-guess-again = Guess again
lesson-right-would-be = Right is: { $answer }
lesson-code = The code: PyTorch’s, and what runs here
lesson-code-python = The idea in PyTorch
lesson-code-rust = What runs here
passage-versions = Which releases run here
passage-read = Read the published file
passage-to-tensor = Bytes to numbers from 0 to 1
passage-shuffle = A new order for every epoch
passage-linear = The model: a list of layers
passage-step = A training step
passage-loss = The loss of an image, and its gradient
passage-evaluation = Judge a batch of test images
passage-device = Choose the device
passage-non-linear = The model: two ReLUs more
passage-convolutions = The model: two blocks and a classifier
passage-forward = One image's way through four convolutions
passage-compare = Which model is best, and which is fastest
passage-softmax = Results to probabilities
passage-recall = How much of a class is recognised
passage-checkpoint = Write the file
passage-photo = A photo becomes an image of the data set
lesson-section-of = Section { $number } of { $last }
lesson-guess-first = What comes here shows the answer: guess first.
lesson-show = Show it without a guess
lesson-neighbours = Neighbouring sections
lesson-next = Next: { $section } →
word-done = done
lesson-sections = Sections of the lesson
lesson-progress = { $done } of { $total } sections done
lesson-beginning = Beginning

## Welcome

welcome-start = Start the lesson
welcome-go-on = Go on with section { $number }
welcome-look-again = Look at the lesson again
welcome-title = Fit a model to clothes
welcome-lead =
    A neural network learns to tell shirts from shoes here, in this tab: nothing is installed, and no picture leaves it. Train one, draw something for one that has been trained, or follow the lesson from its first image to your own drawing.
welcome-train = Train your first model
welcome-with-time = { $label } ({ $time })
welcome-draw = Draw something
welcome-how = How the lesson works
welcome-how-1 =
    Each section says what it is about, and asks a question. Guess before you look: the answer comes from your own models.
welcome-how-2 =
    Below are the tools to find out. They are the same as in the views above; whatever you train stays with you in all of them.
welcome-how-3 = At the end stands the code, in PyTorch and as it runs here. A section is done when you have made your guess.
welcome-run-all = Run the whole lesson
welcome-run-all-hint = Trains its models one after another, so that the sections show your own models. What you save, load and draw is left to you.
welcome-forget = Forget my guesses
welcome-forget-hint = They are kept in this browser, and nowhere else.
welcome-forgotten = Your guesses are forgotten.
word-undo = Undo

## Answers of the lesson

answer-try-it =
    Sometimes. Filled shapes on a plain ground are like the photos, and are recognised more often than outlines; a garment seen from another side, or with folds that the shop smoothed out, is foreign to the model. It never says “I do not know”: its ten probabilities always add up to one.
lesson-of-notebook = the notebook's { $model }
lesson-pretrained = the pretrained { $model }
lesson-own = your { $model }
answer-libraries =
    In this tab. The page has brought a program, the engine, which your browser runs beside the page; it fetches the images once and sends nothing back.
answer-libraries-running =
    In this tab. The page has brought a program, the engine, which your browser runs beside the page; it fetches the images once and sends nothing back. It is running now: { $engine }.
answer-images-few =
    { $model } has nothing but straight lines and gets hardly any more than by guessing right. How many exactly is the question of section { $section }. Sandals and bags are far apart; shirts, coats and pullovers are where the lines fail.
answer-images-some =
    { $model } has nothing but straight lines and gets some of the test images right. How many exactly is the question of section { $section }. Sandals and bags are far apart; shirts, coats and pullovers are where the lines fail.
answer-images-most =
    { $model } has nothing but straight lines and gets more than three quarters of the test images right. How many exactly is the question of section { $section }. Sandals and bags are far apart; shirts, coats and pullovers are where the lines fail.
answer-batches = { $batches } batches: so many times an epoch corrects the model.
answer-batches-of-both =
    { $batches } batches: so many times an epoch corrects the model. The { $images } test images make { $of_test } batches, and the last one has { $last } images.
answer-devices =
    In the notebook, { $linear } took { $linear_time } and { $non_linear } took { $non_linear_time }. Such small models leave a graphics card little to do at a time, and handing over each batch takes time too.
answer-devices-last-run = Here, your last run was on the { $device }.
answer-devices-cpu = Here, the CPU trains: { $problem }.
answer-baseline = { $model } gets { $accuracy } right, where guessing gets 10 %. This is what the other models have to beat.
answer-non-linearity = { $non_linear } gets { $non_linear_accuracy } right, and { $linear } { $linear_accuracy }.
answer-non-linearity-why =
    The ReLU on its results is to blame: where it cuts a class to zero for every image, that class learns nothing more. Train it without that ReLU, and see.
answer-convolutions =
    { $convolutional } has { $convolutional_count } parameters and { $non_linear } has { $non_linear_count }: each small window is shared by all places of the image. With them, { $model } gets { $accuracy } right. The price is time, since every window is applied at every place.
answer-comparison-nothing = There is nothing to compare yet.
answer-comparison-own =
    { $best } is the most accurate here, with { $best_accuracy } after { $best_time }. The quickest, { $quickest }, took { $quickest_time } and reached { $quickest_accuracy }: { $ratio } times the time, for { $points } percentage points more.
answer-comparison-notebook =
    { $best } is the most accurate in the notebook, with { $best_accuracy } after { $best_time }. The quickest, { $quickest }, took { $quickest_time } and reached { $quickest_accuracy }: { $ratio } times the time, for { $points } percentage points more. Train two models or the whole lesson, and this becomes the answer for your computer.
answer-results-notebook =
    Almost. For the notebook's last model the mean over the batches is 88.38 % and the true share 88.36 %: sixteen images weigh twice as much as the others. Evaluate a model below to see both.
answer-results =
    For { $model } the mean over the batches is { $mean }, and the true share { $share }: sixteen images weigh twice as much as the others.
answer-predictions =
    { $model } gets { $accuracy } right, so { $expected } of nine on average. Press “Another nine” a few times, and see how far the number wanders.
answer-confusion = { $class }: { $model } recognises { $recall } of them.
answer-confusion-notebook = { $class }, in the notebook: 673 of 1 000 are recognised, and most of the others are taken for a T-shirt/top.
answer-saved-model =
    Yes: a file keeps every bit of the numbers. Save a model below and load it again, and its loss will stand here twice.
answer-saved-same =
    Yes: { $model } had a loss of { $before } when it was saved, and has { $now } now that it is loaded. A file keeps every bit of the numbers.
answer-saved-differs =
    It should be, but the file that you loaded says otherwise: { $model } had a loss of { $before } when it was saved, and has { $now } here.

## Models

models-count-word = { $n ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
   *[other] { $n }
}

## Frame of the page

shell-skip = Skip to the content
shell-subtitle = { $count } models learn clothes, in this tab
shell-views = Views
shell-hidden-title = “{ $view }” is hidden here
shell-hidden-text =
    The address of this page hides it, by the words after “hide=”: whoever gave you the address wanted fewer views. Without those words every view is there.
device-preparing = preparing…
device-training-on = training on { $device }
device-asking = device: asking…
device-chosen = device: { $device }
device-measured-at-start = device: measured at the start
device-reason-asking = the browser is being asked for WebGPU
device-reason-measure = the next run measures this model on both devices and takes the faster one
engine-starting = The engine is starting…
engine-is = Engine: { $engine }
engine-on-cpu = Burn { $release } on the CPU
engine-on-webgpu = Burn { $release } on WebGPU
engine-none = No engine: { $problem }
engine-crashed-idle = the { $device } engine crashed: { $message }. Nothing that was trained before is lost
engine-crashed = The { $device } engine crashed: { $message }
engine-restart = Restart engine
page-reload = Reload
notice-dismiss = Dismiss this notice
part-loading = This view is loading…
part-unloaded-title = This view could not be loaded
part-unloaded-text = The server did not send a part of the page. What you have trained is still here: look at your connection, then try again.
part-load-again = Try again
shell-privacy = Everything happens in this tab: no picture and no model leaves your computer.
theme-auto = Theme: auto
theme-light = Theme: light
theme-dark = Theme: dark
view-lesson = Lesson
view-data = Data
view-train = Train
view-compare = Compare
view-evaluate = Evaluate
view-inside = Look inside
view-try-it = Try it
view-runs = Runs
view-models = Models
view-about = About
address-unknown = the address says “{ $words }”, which this page does not know: everything else in it applies
address-about-stays = the view About cannot be hidden, since it says what is hidden
address-between = ”, “
page-broken = This page has broken down: { $info }. Reload it; the models that you have saved are safe.
file-empty = cannot load { $name }: the file is empty
file-too-large = cannot load { $name }: it has { $megabytes } MB, and no checkpoint of these models has more than { $most } MB
file-unreadable = cannot read { $name }: { $error }
engine-has-crashed = the engine has crashed: restart it
copy-refused = the browser does not let this page copy: select the text and copy it yourself
word-cancel = Cancel
look-inside = Look inside
pretrained-note = { $model } came with this page, pretrained with the lesson's settings; train your own to replace it.
pretrained-to-train = Train your own
word-copied = Copied
word-copy = Copy
code-copy-what = the code of “{ $title }”
code-is-copied = The code is copied
layers-of-model = Layers of the model
layers-layer = Layer
layers-what = What it does
layers-shape = Output shape
word-parameters = Parameters
layers-all = All layers
word-model = Model
models-none-yet = none yet

## Settings and devices

settings-epochs = Epochs
settings-batch-size = Batch size
settings-learning-rate = Learning rate
settings-hidden-units = Hidden units
settings-seed = Seed
settings-workers = CPU workers
settings-epochs-subject = epochs
settings-batch-size-subject = the batch size
settings-hidden-units-subject = hidden units
settings-seed-subject = the seed
settings-learning-rate-subject = the learning rate
settings-workers-subject = CPU workers
settings-not-whole = { $subject } must be a whole number from { $min } to { $max }, { $typed }
settings-not-a-rate = the learning rate must be a number above 0 and at most { $most }, { $typed }
settings-nothing-typed = but nothing is typed
settings-not-typed = not “{ $text }”
settings-title = Settings
settings-as-lesson = As in the lesson
settings-reset = Reset to the lesson's
settings-final-relu = ReLU on the ten results
settings-without = Without
settings-range = 1 to { $most }
settings-rate-range = above 0, up to { $most }
settings-seed-help = same seed, same run
settings-workers-range = no more than this, 1 to { $most }
device-will-measure = Both devices will make a few timed steps of this model before the run; the faster one trains
word-device = Device
device-one-worker = one worker trains on the CPU: { $reason }
device-workers = on the CPU up to { $n } workers share each batch of a convolutional model
device-auto = Auto (the faster one)
device-webgpu-software = WebGPU (software adapter)
device-webgpu-missing = WebGPU (not available here)
device-cpu-as-chosen = CPU, as you chose
device-webgpu-as-chosen = WebGPU, as you chose, on { $adapter }
device-cpu-because = CPU, because { $problem }
device-measured = measured with this model: CPU { $cpu }, WebGPU { $webgpu }
device-measured-under = measured with this model: CPU { $cpu }, WebGPU under { $webgpu }
device-webgpu-faster = WebGPU on { $adapter }, because it is the faster one here ({ $measured })
device-cpu-faster = CPU, because it is the faster one here ({ $measured })
device-software-adapter = the software adapter { $name }
engine-crashed-try = the engine crashed, restart it and try again
engine-anew-try = the engine was started anew, try again
engine-was-stopped = the engine was stopped
request-cannot-load = cannot load this file
request-no-answer = there is no answer
steps-fused = fast steps, written by hand for this kind of model
steps-stock = general steps of the library Burn, which fit any model but are slower
device-unnamed = unnamed adapter

## What the words of the devices mean

words-title = What do these words mean?
words-cpu =
    The processor of your computer, always there. The page computes with its vector instructions, *SIMD*, which work on four numbers at once.
words-webgpu =
    How a web page computes on the graphics card, which the browser calls an *adapter*. It pays for large models; small ones are often faster on the CPU. An adapter in *software* imitates a card on the CPU, slowly.
words-auto-term = Auto
words-auto =
    Both devices make a few timed steps of your model before its first run, and the faster one trains it.
words-engine-term = Engine
words-engine =
    The program that computes. It has the images and the models, and runs beside the page, so that the page stays quick while a model trains. There is one for the CPU and one for WebGPU.
words-worker-term = Worker
words-worker =
    A program that the browser runs beside the page, such as an engine. On the CPU several can share a batch, each a part of its images; the results are the same however many they are.
words-steps-term = Fast steps, general steps
words-steps =
    A training step takes a batch forward through the model, then computes the gradients and the new weights. General steps do this one operation after the other, as a library does. Fast steps are written by hand for one kind of model and do it all at once, hence also called *fused*. They learn the same, only faster.
words-burn =
    The library for neural networks in Rust that the engines are built on: here what PyTorch is in the lesson.
webgpu-insecure =
    this page was not opened over https or from this computer, and browsers offer WebGPU to secure pages only: open it at https:// or http://127.0.0.1
webgpu-no-api = this browser does not offer WebGPU (no navigator.gpu): try a current Chrome, Edge, Firefox or Safari
webgpu-no-adapter =
    this browser knows WebGPU but found no graphics adapter for it: its driver may be blocked or switched off, see the browser's GPU page
webgpu-software = the only graphics adapter here is software ({ $name }), which is slower than the CPU engine
webgpu-lacks-feature = the graphics adapter lacks the feature “{ $feature }”, which the WebGPU engine needs
webgpu-device-failed = the graphics device could not be started: { $message }
no-canvas = the browser has no canvas left
webgpu-device-lost = the graphics device is gone ({ $message })
config-epochs = epochs must be a whole number from 1 to { $most }, not { $found }
config-batch-size = the batch size must be a whole number from 1 to { $most }, not { $found }
config-learning-rate = the learning rate must be above 0 and at most { $most }, not { $found }
config-hidden-units = hidden units must be a whole number from 1 to { $most }, not { $found }
config-workers = CPU workers must be a whole number from 1 to { $most }, not { $found }

## Train

train-lead =
    Choose a model and fit it to the 60 000 training images, here in this tab. After each epoch it is judged on the 10 000 test images, from which it never learns.
train-obstacle-running = Settings are fixed while a run goes on: stop it to change them
train-obstacle-next = The next run is about to start
train-obstacle-no-data = The data set could not be loaded: see the Data tab
train-obstacle-loading = The training images are still loading: see the Data tab
train-obstacle-settings = A setting above makes no sense yet
train-begin = Start training
train-pause = Pause
train-resume = Resume
train-stop = Stop
train-whole-lesson = Run the whole lesson
train-whole-lesson-hint = All models of the lesson, one after another, with these settings
epochs-title = Epoch by epoch, beside the lesson
epochs-figures = Figures of each epoch
word-epoch = Epoch
word-this-run = This run
epochs-lesson = The lesson, and the difference
epochs-agreement = Agreement
word-train-loss = Train loss
word-train-accuracy = Train acc.
word-test-loss = Test loss
word-test-accuracy = Test acc.
word-right-answers = Right answers
epochs-digits = With the lesson's settings: the same printed digits are expected
epochs-points = With the lesson's settings: within 1.5 points is agreement, since rounding alone moves it so far
epochs-no-lesson = This model is not in the lesson
epochs-not-in-lesson = not in the lesson
epochs-not-comparable = not comparable
epochs-left-out = { $n } epochs between are left out
epochs-show-all = Show all epochs
epochs-show-fewer = Show fewer epochs
epochs-means =
    Losses and accuracies are means over batches, as the lesson computes them, and there a short last batch weighs as much as a full one. Below the lesson's figures stands this run's difference, of accuracies in percentage points. Right answers is the true share of test images that were recognised.
epochs-changed = Not comparable with the lesson: changed { $settings }
train-which-model = Model to train
train-n-parameters = { $n } parameters
train-with-units = with { $n } units: { $accuracy }
train-stopped-at = stopped at step { $step }: { $accuracy }
train-trained = trained: { $accuracy }
train-loaded = loaded: { $accuracy }
train-pretrained = pretrained, { $accuracy }
train-layers-of = Layers of { $model }
train-class-name = `{ $name }` in the lesson
train-shapes = Shapes are those of one image.
train-run-of = { $name }: run { $number } of { $n }
train-then = The whole lesson; then { $models }
word-and-between =  and 
train-not-started = Not started
train-starting = Starting
train-running-on = Running on { $place }
train-paused = Paused
train-done-on = ✓ Done on { $place }
train-stopped = Stopped
train-diverged = ✗ Diverged
train-failed = ✗ Failed
train-testing = Testing after epoch { $epoch }: { $done } of { $images } images
train-epoch-and-step = Epoch { $epoch } of { $epochs } · step { $step } of { $steps }
train-took = took { $time }
train-looked-at = Looked at { $seen }/{ $total } samples
train-first-loss = mean loss of the first 20 steps
train-last-loss = of the last 20 steps
train-time = training time
train-lesson-settings = With the lesson's settings.
train-changed-settings = Changed, so not as in the lesson: { $settings }.
train-wrong-settings = A setting makes no sense yet.
train-change-settings = Change the settings
train-take-lessons = Take the lesson's
train-to-evaluate = Evaluate it
train-to-try = Try it
train-notebook-hint = The same run in PyTorch, as a Jupyter notebook
train-notebook = Open as notebook
train-script-hint = The same run in PyTorch, as a Python file for the command line
train-script = Open as script
train-after-stop = The model of this tab
train-keep = Keep what it has learnt
train-back = Back to the model before
train-may-stop = { $advice } You may stop it and try again.
train-done = Done in { $time }
train-done-with = Done in { $time }: { $accuracy } on the test images
train-stopped-of = Stopped at step { $step } of { $steps }
train-stopped-and-kept =
    Stopped at step { $step } of { $steps }; what it has learnt until then is the model now, and left out of comparisons
train-stopped-and-back =
    Stopped at step { $step } of { $steps }; another model is this tab's now, and what this run has learnt can be taken again
train-beginning = Start training, and the curves below grow as it learns.
train-watching =
    The line is what it learns from, the dots are what it has never seen: as long as both get better, it learns rather than memorises.

## Agreement with the lesson

agreement-digits = ✓ the same digits
agreement-rounding = ✓ but for rounding
agreement-points = ✓ within 1.5 points
agreement-differs = ≠ differs

## About

about-lead = The lesson begins with its libraries. Here they are, beside what does their work in this tab.
diagnostics-title = Diagnostics
diagnostics-text =
    The engine runs beside the page, in a worker. If it ever crashes, the page says so and can start it again: what was trained before is kept here and handed to the new engine.
diagnostics-crash = Crash the engine, to see it recover
for-class-title = For a class
for-class-text =
    An address can leave out views that a lesson does not need yet: with `?hide=compare,models` before the `#` it opens the page without those two. The model and its settings stand in the address as well, so a link brings a class to the same place.
for-class-words = About always stays; these can be hidden:
library-torchvision-purpose = data sets, models and transforms for computer vision
library-torchvision-here = this page: the models, the data set's files and their preparation, written on Burn
library-torchvision-datasets-purpose = example data sets, and base classes for one's own
library-torchvision-datasets-here = the four published FashionMNIST files, fetched, checked and unpacked in the worker
library-torchvision-models-purpose = well-known architectures
library-torchvision-models-here = Burn modules: two linear models and TinyVGG, with PyTorch's names and first weights
library-torchvision-transforms-purpose = turns images into tensors
library-torchvision-transforms-here = ToTensor(): bytes / 255, in the order [batch, channel, height, width]
library-torch-utils-data-dataset-purpose = images with their labels, by index
library-torch-utils-data-dataset-here = a split: 784 bytes an image, 1 byte a label, kept as bytes
library-torch-utils-data-dataloader-purpose = deals batches, shuffled every epoch
library-torch-utils-data-dataloader-here = batches in PyTorch's own order, from a port of its random numbers
library-torch-nn-purpose = layers and losses
library-torch-nn-here = Burn's own: Linear, Conv2d, MaxPool2d, Relu, CrossEntropyLoss; the fast steps compute the same, written by hand
library-torch-optim-sgd-purpose = moves the weights against the gradient
library-torch-optim-sgd-here = Burn's Sgd, without momentum or decay; the fast steps do it in the same go
library-torch-device-purpose = GPU if there is one, else CPU
library-torch-device-here = Burn on WebGPU (its part named wgpu) or on the CPU (its part named flex); the faster one, measured
libraries-title = Libraries
libraries-lesson = In the lesson
libraries-purpose = What it is for
libraries-here = Here
libraries-versions = Versions
machine-software-with = { $name } (software, with timestamp-query)
machine-software-without = { $name } (software, without timestamp-query)
machine-hardware-with = { $name } (hardware, with timestamp-query)
machine-hardware-without = { $name } (hardware, without timestamp-query)
machine-under = under { $speed }
machine-not-started = not started: nothing has needed it
machine-starting = starting…
machine-not-available = not available: { $problem }
machine-crashed = crashed: { $message }
machine-asking = asking the browser…
word-none = none
machine-first-run = the first run will tell
machine-no-long-task = none above 50 ms so far
machine-title = This browser
machine-cpu = CPU engine
machine-cpu-steps = Training steps on the CPU
machine-cpu-workers = Workers on the CPU
machine-webgpu = WebGPU engine
machine-webgpu-steps = Training steps on WebGPU
machine-adapter = WebGPU adapter
machine-longest-task = Longest task of the page while training
machine-speeds = Measured speeds, by which “Auto” chooses
machine-adapter-settings = Adapter and settings
machine-again = Measure again with the next run
word-browser = Browser

## Look inside

inside-title = Look inside
inside-lead = What does a model make of an image, from the first layer to the answer?
inside-empty-title = No model is trained yet
inside-empty-text = Train one: you can look inside it already while it learns.
inside-choice = Model and image
inside-image-alt = The image that the model gets
inside-watch = Watch the model in training
inside-after-step = after step { $step }
inside-run = { $model } in training
inside-run-after-step = { $model } in training, after step { $step }
inside-sure = { $percent } sure
inside-right = ✓ right
inside-wrong = ✗ wrong: it is labelled { $class }
inside-inverted = turned light on dark
inside-mirrored = mirrored
inside-inverted-mirrored = turned light on dark, mirrored
inside-images = Images
inside-images-test = Test
inside-images-train = Training
inside-class = Class
inside-class-unknown = unknown
inside-number = Number
inside-number-help = 0 to { $last }
inside-number-waits = Not loaded yet
inside-random = Random image
inside-next = Next of this class
inside-own = My picture
inside-own-hint = Draw one or bring a photo under “Try it” first
inside-layers = Layer by layer
inside-all-layers = All layers
inside-where = Where you are
inside-hint-overview = Click a layer to see it large
inside-hint-layer = Click any pixel to see how it is computed; Escape goes back
inside-hint-number = Arrow keys move, Page Up and Page Down change the channel, Escape goes back
inside-computing = Computing…
inside-waits-for-image = Waiting for an image…
inside-at = { $channel }, row { $row }, column { $column }
inside-overview-note = Each layer has its own scale: ±1 stands for its largest number. Before each picture stand the kernels, the weights that make it.
inside-more-channels = + { $n } more
inside-see-large = see it large
inside-legend = blue is below zero, black is zero, orange is above
inside-pad = pad
inside-makes = `{ $layer }` makes { $shape }
inside-more-numbers = and { $n } more: open a number and go on with Page Down
inside-name-image = Image
inside-path-image = input
inside-path-answer = answer
inside-title-image = The image, as the model gets it
inside-title-softmax = Softmax: ten probabilities
inside-grey = grey
inside-unit = unit { $n }
inside-channel = channel { $n }
inside-does-image = 28 × 28 grey values, divided by 255: 0 is black, 1 is white. The model sees nothing else.
inside-does-softmax = Softmax turns the ten results into shares of 1: each is raised to a power of e and divided by the sum of all ten.
inside-does-conv = A small window slides over all pictures of the layer before. At each place, what lies under it is multiplied by
    the kernel's weights and added up: one new number. Each new picture has kernels of its own, one for each picture before.
inside-does-relu = ReLU keeps what is positive and turns the rest into 0, which is black.
inside-does-pool = Of each small square the largest number is kept: half as high, half as wide, and what was found is still there.
inside-does-linear = Every number of the layer before is multiplied by a weight of its own, and all products are added up.
inside-map = One picture of this layer: arrow keys choose a number
inside-channel-before = The channel before
inside-channel-next = The next channel
inside-of-channels = of { $n }
inside-window = Rows { $row_first } to { $row_last } and columns { $column_first } to { $column_last } of the layer before:
inside-window-numbers = The numbers under the window
inside-wins = { $value } wins: row { $row }, column { $column }
inside-relu-keeps = { $value } is positive: it stays.
inside-relu-cuts = { $value } is not positive: it becomes 0.
inside-softmax-power = The result { $value } becomes a power of e:
inside-softmax-share = All ten powers add up to { $total }, and this one's share is the probability:
inside-fetching = Fetching the weights of this channel…
inside-products-of-list = { $n } numbers of the layer before, each times its weight:
inside-products-of-one = { $n } products:
inside-products-of-channels = { $n } products: { $each } from each of { $channels } channels of the layer before:
inside-point = Point at a product to read its numbers, or press Tab to come to the products and move with the arrow keys.
inside-rest = The other { $n } add { $sum } together.
inside-total = { $sum } { $bias } (bias) = { $total }
inside-total-relu = { $sum } { $bias } (bias) = { $total }, after ReLU { $rectified }
inside-window-over = Window over { $channel }
inside-weights-for = Weights for { $channel }
inside-products-over = Products of { $channel }
inside-product = { $channel }, row { $row }, column { $column }: { $input } × { $weight } = { $product }
inside-head-number = number
inside-head-weight = × weight
inside-head-product = = product
inside-templates-title = The model as ten templates
inside-templates-text = Nothing bends between its layers, so together they are one linear layer: a weight for each pixel and class. Orange pixels speak for the class, blue ones against it. Click one to see what this image's pixels say.
inside-units-title = What the hidden units look for
inside-units-text = Each hidden unit of the first layer has a weight for every pixel. A unit whose sum is not positive is silenced by its ReLU. Click one to see what this image’s pixels say to it.
inside-silent = { $value }, silent
inside-says = What this image’s pixels say about { $class }
inside-says-unit = What this image’s pixels say to unit { $n }
inside-says-here = This holds for this image alone: { $open } of { $n } hidden units are open, and with the others silent all layers together are one linear layer, whose weights these are. Another image opens other units.
inside-says-shut = The sum is not positive, so the ReLU after it makes it 0: that is the result for { $class }.
inside-says-image = the image
inside-says-template = the template
inside-says-sum = what each pixel adds
inside-contribution = { $up } for it, { $down } against it, { $bias } bias: { $total }

## Look inside: what a decision rests on

evidence-title = What the decision rests on
evidence-text = Two ways to ask a model where it looks. Hide a part of the image, and see whether the answer suffers. Or ask calculus which pixels would move the answer most.
evidence-waits = Waiting for a model and an image…
evidence-cover = Cover a place
evidence-square = Square
evidence-pixels = { $n } px
evidence-covered-with = Covered with
evidence-black = black
evidence-grey = grey
evidence-white = white
evidence-cover-alt = How much the answer loses when each place is covered
evidence-helps = covering helps
evidence-hurts = covering hurts
evidence-colours = blue: { $low }; orange: { $high }
evidence-place = Place of the square
evidence-pixel = Pixel, row by row
evidence-whole = The whole image: { $class }, { $percent }.
evidence-stays = With the square at row { $row }, column { $column }: { $class } { $percent }, and the answer stays.
evidence-becomes = With the square at row { $row }, column { $column }: { $class } { $percent }, and the answer becomes { $other } ({ $percent_other }).
evidence-places = { $n ->
    [0] None of the { $places } places changes the answer when it is covered; the worst leaves it { $percent }. Click into the image to try one.
    [one] One of the { $places } places changes the answer when it is covered; the worst leaves it { $percent }. Click into the image to try one.
   *[other] { $n } of the { $places } places change the answer when they are covered; the worst leaves it { $percent }. Click into the image to try one.
}
evidence-gradient = Ask the gradient
evidence-logit-of = Logit of the class
evidence-logit-answer = the model's answer
evidence-gradient-alt = The gradient of the logit by each pixel
evidence-lowers = lowers the logit
evidence-raises = raises the logit
evidence-gradient-note = The colour says what a slightly brighter pixel would do. It is a slope, not a share: black ground can have a steep one, and hiding a whole part may do something else.
evidence-shut = The gradient is 0 everywhere: a ReLU behind the logit of { $class } is shut, so no small change can move it.
evidence-slope = { $class }, row { $row }, column { $column }: { $slope } from black to white.
evidence-steepest = { $class }: the steepest slope is { $slope } from black to white. Click a pixel, or move the slider, to read its own.

## Look inside: nearest training images

nearest-title = Nearest training images
nearest-text = Before its last layer a model has turned an image into a list of features. Images whose lists point in the same direction look alike to it, and it will answer alike. These are the training images that are nearest to this image: what the answer was learnt from.
nearest-search = Search the training images
nearest-cost = The first search of a model reads all of them: some seconds
nearest-reads = Reading the features of all training images
nearest-read = { $done } of { $n }
nearest-searching = Searching…
nearest-of-step = As the run saw them after step { $step }.
nearest-again = Search again
nearest-note = Click an image to look at it. The number is the cosine of the angle between the features: 1 for the same direction, 0 for nothing in common.
nearest-features = Compared by { $n } features.
nearest-none = All features of this image are 0, so no training image is nearer than another.
nearest-image = { $class }, training image { $n }
nearest-all = All { $n } are { $class }
nearest-most = { $n ->
    [one] 1 of { $all } is { $class }
   *[other] { $n } of { $all } are { $class }
}

## Look inside: one step, slowly

step-title = One step, slowly
step-text-copy = A training run repeats one thing thousands of times. Here it is done once, on a real batch, with every number kept. Batch size, learning rate and seed are those of the Train tab; the model that you have stays as it is.
step-text-run = A training run repeats one thing thousands of times. This is the next step of your run, tried on a copy with every number kept. “Make this step” makes it in the run, whose curves follow.
step-begin = Take the first step
step-weights = Weights at the start
step-weights-initial = As a run begins
step-weights-trained = Of the trained model
step-weights-run = Of the run
step-where = Step { $step } of an epoch's { $n }: a batch of { $batch }, learning rate { $rate }
step-no-settings = The settings of the Train tab are not valid yet, or there is no model.
step-waits = Waiting for the training images…
step-making = Making the step…
step-run-goes-on = The run goes on. Pause it, and its next step stands here.
step-back = ← Back
step-forward = { $stage } →
step-next-batch = Next batch →
step-make = Make this step →
step-pause = Pause the run
step-resume = Let the run go on
step-pass = { $n } batches on
step-again = From the first batch
step-images = Images
step-logits = Logits
step-loss = Loss
step-gradients = Gradients
step-update = Update
step-loss-after = Loss after
step-images-text = The data loader hands over the next batch of the shuffled training images: a tensor of the shape `{ $shape }`, and the classes that are to be answered.
step-images-shown = The first { $n } are shown.
step-logits-text = The model writes ten numbers for each image, the logits: any size, any sign. Softmax turns them into probabilities.
step-image-of = Image { $n } of { $all }
step-class = Class
step-logit = Logit
step-probability = Probability
step-truth-answer = ✓ truth and answer
step-truth = truth
step-answer = ✗ answer
step-loss-text = Each image costs −ln of the probability that the model gave to its true class: nothing for 100 %, 2.30 for 10 %. The loss is the mean over the batch:
step-right-so-far = { $n } of { $all } are right so far.
step-gradients-text = Backwards through the layers: for each parameter, how the loss would change with it. A bar is the length of all these slopes of one tensor, the root of their squares' sum.
step-gradients-label = Length of the gradient of each parameter tensor
step-update-text = Every parameter moves against its slope, by the learning rate times it: `weight −= { $rate } × gradient`. Behind each bar: the length of the change, and its share of the tensor's own length.
step-update-label = Length of the change of each parameter tensor
step-right = { $loss }, { $n } of { $all } right
step-before = before the update
step-after = after the update
step-fell = The same batch again, with the new weights: its loss has fallen. That is all that training does, batch after batch.
step-did-not-fall = The same batch again, with the new weights: its loss has not fallen. The step was too long for this slope; a smaller learning rate helps.
step-after-label = Loss of the batch before and after the update

## A convolution by hand

conv-title = A convolution by hand
conv-text = A small window of weights, the kernel, slides over the image and writes one number at each place. Change its size, its stride and the padding, and see what happens to the shapes, to the work, and to the picture below.
conv-exercise = Exercise 12 of the notebook sends an image of { $channels } channels and { $side } by { $side } pixels through a Conv2d and asks what you notice when its kernel_size goes up and down: try it here.
conv-grows = With a kernel of { $size } the output's side is { $side }, with one of { $larger } it would be { $fewer }: a larger kernel has fewer places, so the output shrinks, unless the padding grows too.
conv-grows-same = With a kernel of { $size } the output's side is { $side }, and with one of { $larger } it stays { $side }: the window moves { $stride } pixels at a time, so there is room to spare after its last place.
conv-grows-too-large = With a kernel of { $size } the output's side is { $side }, and one of { $larger } would have no place: it is larger than the padded image.
conv-one-channel = The picture shows one channel going in and one coming out, however many there are: more channels change the numbers above, not the picture.
conv-try-3 = 3×3, stride 1
conv-try-5 = 5×5, stride 2
conv-try-model = As in { $model }
conv-side = Image side
conv-kernel = Kernel size
conv-stride = Stride
conv-padding = Padding
conv-channels-in = Channels in
conv-channels-out = Channels out
conv-range = { $name } must be a whole number from { $smallest } to { $largest }
conv-no-sense = One of the numbers makes no sense yet.
conv-no-place = The kernel is larger than the padded image, so it has no place: make it smaller or pad more.
conv-nothing-left = nothing is left to pool
conv-row-input = An image goes in
conv-row-input-note = channels, height, width
conv-row-output = Conv2d writes
conv-row-output-note = (side + 2 × padding − kernel) / stride + 1, rounded down
conv-row-pool = MaxPool2d(2) keeps
conv-row-pool-note = the largest of each 2 × 2: of 0.3367, 0.1288, 0.2345 and 0.2303 it keeps 0.3367
conv-row-weights = Weights and biases
conv-row-weights-shapes = `{ $weights }` and `{ $biases }`
conv-row-weights-note = { $n } parameters, however large the image is
conv-row-work = Multiplications
conv-row-work-note = { $channels_in ->
    [one] { $side } × { $side } places × { $channels_out } kernels × 1 channel × { $size } × { $size } weights
   *[other] { $side } × { $side } places × { $channels_out } kernels × { $channels_in } channels × { $size } × { $size } weights
}
conv-too-large = The window is drawn on images of up to { $side } pixels a side, with kernels up to { $size } and a padding up to { $padding }.
conv-play = Play
conv-pause = Pause
conv-another = Another image
conv-by-hand = Kernel by hand
conv-learnt = Or one of the first layer of { $model }
conv-learnt-title = Kernels of the first layer of { $model }
conv-learnt-weights = Its weights
conv-learnt-trained = As trained
conv-learnt-initial = As it began
conv-learnt-kernel = Kernel { $n }
conv-kernel-upright = Upright edges
conv-kernel-level = Level edges
conv-kernel-blur = Blur
conv-kernel-sharpen = Sharpen
conv-remark-upright = It answers where the right of its window is brighter than the left. A model is given no kernel: it learns its own.
conv-remark-level = It answers where the lower part of its window is brighter than the upper. A model is given no kernel: it learns its own.
conv-remark-blur = It writes the mean of its window. A model is given no kernel: it learns its own.
conv-remark-sharpen = It takes twice the middle pixel and subtracts the mean of the window. A model is given no kernel: it learns its own.
conv-remark-initial = Before the first step a kernel is random numbers; what it writes is a matter of chance.
conv-remark-trained = This kernel was learnt. Nobody chose what it looks for; the training found that it helps.
conv-how = Click into a picture, or move the window with the arrow keys on the slider.
conv-source-alt = The image under the window
conv-output-alt = What the kernel writes
conv-image = { $class }, test image { $n }
conv-image-scaled = { $class }, test image { $n }, scaled to { $side } by { $side } pixels
conv-output = one output channel, { $side } × { $side }, from black for its smallest number to white for its largest
conv-place = Place of the window
conv-place-at = row { $row }, column { $column }
conv-sum = The { $n } products add up to { $sum }
conv-bias = With the bias { $bias }: { $total }
conv-sum-note = Pixel times weight at each of the window’s places. A Conv2d does the same for each channel that comes in, adds a bias, and has a kernel of its own for each channel that goes out.
conv-saved = Kernel, row by row: { $weights }
conv-saved-bias = Kernel, row by row: { $weights }, bias { $bias }
conv-pools = Pooling: the largest, or the mean
conv-pool-window = Window of the pool
conv-max-alt = The image after max pooling
conv-max = Max: one bright pixel is enough, thin lines stay
conv-mean-alt = The image after average pooling
conv-mean = Average: thin lines fade into their ground

## Engine

engine-file-unusable = { $file } cannot be used: { $cause }
engine-pair-unusable-train = the training data cannot be used: { $cause }
engine-pair-unusable-test = the test data cannot be used: { $cause }
engine-no-data-train = the training images are not loaded yet: wait for the download, or load the data again
engine-no-data-test = the test images are not loaded yet: wait for the download, or load the data again
engine-no-model = { $model } has not been trained or loaded yet
engine-run-goes-on = another run is going on: stop it first
engine-no-position = this checkpoint does not say how many steps it was trained for, so it cannot be continued
engine-nothing-left = this checkpoint has made its { $steps } steps already: more epochs are needed to continue it
engine-unsound-snapshot = this snapshot of a run is damaged: its parts do not belong together
engine-no-run = no such run is going on
engine-no-image-train = the training images end at { $n }, so there is no image { $index }
engine-no-image-test = the test images end at { $n }, so there is no image { $index }
engine-no-batch-train = the training images have { $n } batches, so there is no batch { $index }
engine-no-batch-test = the test images have { $n } batches, so there is no batch { $index }
engine-does-not-fit = this file does not fit the model: { $cause }
engine-cannot-load = cannot load this file: { $cause }
engine-device-failed = the device failed while computing: { $cause }
engine-cannot-reach = cannot reach { $file }: check the connection, then load the data again ({ $cause })
engine-no-file = the server has no { $file } (HTTP { $status }): whoever runs it puts the data there with `cargo xtask data`
engine-broke-off = the download of { $file } broke off after { $n } bytes: load the data again ({ $cause })
## Engines and runs

engine-not-running = the { $device } engine is not running: restart it
run-goes-on = a run is going on: stop it first
prepare-device = Looking for the right device…
prepare-webgpu = Starting the WebGPU engine…
prepare-images = Waiting for the training images…
prepare-measuring = Starting the WebGPU engine, to measure it…
prepare-both = Measuring this model on the CPU and on WebGPU…
webgpu-no-reply = the browser did not answer when asked for an adapter
run-did-not-start = the run did not start: { $message }
run-lacks-data = the run did not start, because its data is missing: { $error }
run-no-checkpoint = this run left no checkpoint
runs-not-kept = runs are not kept, they last as long as this tab: { $error }
runs-no-room = there is no room for this run among those that this browser keeps: the view Runs asks what to drop
engine-not-unpacked = the browser could not unpack it
engine-cannot-start = this browser cannot start the { $device } engine: { $error }
engine-not-loaded = { $file } could not be loaded
engine-not-posted = a command could not be posted: { $error }
engine-other-answer = the engine has answered another question
engine-another-build =
    the { $device } engine is from another build ({ $build }) than this page ({ $page }), because the browser has kept one of them: reload to get both from one build

## Curves of a run

curves-begin = The curve begins with the first step
curves-guessing = Guessing would stay at 10 %
curves-batches = single batches
curves-smoothed = training, smoothed
curves-test-epochs = test, after each epoch
curves-test = test
curves-loss = Loss
curves-accuracy = Accuracy, in percent
word-step = Step
first-steps-title = The first 20 steps beside PyTorch’s
first-steps-gap = The first 20 steps beside PyTorch’s, which differ by { $gap } at most
first-steps-label = The first steps beside PyTorch’s
first-steps-difference = Gap
config-tests = test passes an epoch must be a whole number from 1 to { $most }, not { $found }
engine-no-report = the engine has not reported when the timed steps began
pretrained-origin = came with this page, pretrained with the lesson's settings; train your own to replace it

## Workers

wire-not-written = a message could not be written: { $error }
wire-not-read = a message could not be read, the page and its engine may be of different versions: { $error }
workers-not-isolated =
    the server does not send the headers of cross-origin isolation (COOP and COEP), without which workers cannot share memory
workers-one-core = this machine has one processor core
workers-unknown-cores = the browser does not say how many processor cores there are
workers-late =
    a worker that shared the training answered late or not at all: the others do its part, with the same results

## State dicts

state-missing = the tensor { $name } is missing
state-shape = the tensor { $name } has the shape { $found }, but this model needs { $expected }
