package dev.stride.plugins.architectures;

/** The layouts of plain and residual nets (He et al., 2016). */
public enum Layout {
    /** For 32x32 images: 6n + 2 layers (section 4.2). */
    CIFAR,
    /** For 224x224 images (table 1). */
    IMAGENET
}
